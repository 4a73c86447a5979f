using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Tests.Graph;
using MemberServices.Tests.Pages;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

/// <summary>What staff do with their work, and when they are away.</summary>
public sealed partial class Mls
{
    static readonly string[] Parts = ["kind", "by", "from", "to", "text"];

    /// <summary>Work comes in; by the policy it is due one business day later.</summary>
    public async Task<WorkItem> OpensWork(
        string title, string role = StaffRoles.Level1, DateTimeOffset? due = null, IReadOnlyList<DateTimeOffset>? remindAt = null, string? @case = null, string? id = null)
    {
        var opened = await Services.GetRequiredService<WorkItemService>().OpenAsync(
            new WorkItem(
                id ?? DeterministicId.From("test", title.Replace(' ', '-')), role, title,
                due ?? WorkItemSchedule.DueOf(Services.GetRequiredService<WorkItemPolicy>(), Services.GetRequiredService<MemberServices.Calendar.BusinessCalendar>(), Now),
                @case, Cast.Jane.MemberKey, Now)
            {
                RemindAt = remindAt,
            });
        await Settle();
        return opened;
    }

    public async Task Lapses(WorkItem item, string because = "it isn't needed any more")
    {
        await Services.GetRequiredService<WorkItemService>().CloseAsync(item.Id, because);
        await Settle();
    }

    public Task<Html> Takes(WorkItem item, Person by) => Posts($"/api/work-items/{item.Id}/take", new { by = by.Email });

    public Task<Html> HandsOver(WorkItem item, Person by, Person to, string reason = "She knows them", int? version = null) =>
        Posts($"/api/work-items/{item.Id}/hand-over", new { by = by.Email, toPerson = to.Email, reason, version });

    public Task<Html> HandsOver(WorkItem item, Person by, string toRole, string reason = "It is theirs") =>
        Posts($"/api/work-items/{item.Id}/hand-over", new { by = by.Email, toRole, reason });

    public Task<Html> Finishes(WorkItem item, Person by, string outcome = "Called: he will answer today") =>
        Posts($"/api/work-items/{item.Id}/done", new { by = by.Email, outcome });

    /// <summary>An item as the API shows it, with its story.</summary>
    public Task<JsonElement> Work(WorkItem item) => Asked($"/api/work-items/{item.Id}");

    /// <summary>Its story as lines: "taken, Sarah Lindqvist".</summary>
    public async Task<IReadOnlyList<string>> StoryOf(WorkItem item) =>
    [
        .. (await Work(item)).GetProperty("story").EnumerateArray().Select(entry => string.Join(
            ", ",
            Parts.Select(name => entry.GetProperty(name).GetString()).OfType<string>())
            .Replace("a system, for ", "", StringComparison.Ordinal)),
    ];

    public async Task<IReadOnlyList<string>> ListedWork(string query) =>
        [.. (await Asked($"/api/work-items?{query}")).GetProperty("workItems").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];

    /// <summary>The mails to somebody about an item, by their subjects.</summary>
    public IReadOnlyList<string> ToldOf(WorkItem item, Person who) =>
        [.. Inbox(who.Email).All.Where(mail => mail.Text.Split('\n').Any(line => line.TrimEnd() == $"Work item: {item.Id}")).Select(mail => mail.Subject)];

    /// <summary>Somebody is away; they say so themselves.</summary>
    public async Task<Html> IsAway(Person who, DateTimeOffset from, DateTimeOffset until, Person standIn)
    {
        var answer = await Api.PutAsJsonAsync($"/api/staff/{who.Email}/away", new { by = who.Email, from, until, standIn = standIn.Email });
        await Settle();
        return await Html.Of(answer);
    }

    public async Task<Html> IsBack(Person who, string? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/staff/{who.Email}/away") { Content = JsonContent.Create(new { by = by ?? who.Email }) };
        return await Html.Of(await Api.SendAsync(request));
    }

    /// <summary>The administrator takes everybody out of a role's group; the app sees it within ten minutes.</summary>
    public async Task Empties(string group)
    {
        var admin = WhenTheAppCallsGraph.Client(Machine);
        foreach (var member in (await admin.Groups[group].Members.GetAsync())!.Value!)
        {
            await admin.Groups[group].Members[member.Id].Ref.DeleteAsync();
        }
    }
}

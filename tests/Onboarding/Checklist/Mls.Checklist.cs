using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Messages;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Onboarding.Checklist;
using MemberServices.Tests.Pages;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    static readonly Lazy<string> Checklists = new(() => WithChecklist(_ => { }));

    /// <summary>An MLS with the stages of its own and a checklist: a class and a quiz, both mandatory, and a check that a second person verifies.</summary>
    public static Task<Mls> StartWithChecklistAsync() => StartAsync($"--Policies:File={Checklists.Value}");

    /// <summary>The same with other items, or days.</summary>
    public static Task<Mls> StartWithChecklistAsync(Action<JsonNode> change) => StartAsync($"--Policies:File={WithChecklist(change)}");

    static string WithChecklist(Action<JsonNode> change) => WithPolicies("checklist", file =>
    {
        var checklist = file["enrollment"]!["checklist"]!;
        checklist["items"]!.AsArray().Single(item => (string?)item!["id"] == "data-license")!["verifierRole"] = "managers";
        change(file["enrollment"]!);
    });

    /// <summary>Somebody applies and is approved: they have access, and the checklist is open.</summary>
    public async Task<string> Enrolls(Application who)
    {
        var id = await Applies(who);
        await Approves(Cast.Bob);
        return id;
    }

    /// <summary>Somebody of the staff acts on an item, rightly or not.</summary>
    public async Task<HttpResponseMessage> Acts(
        string id, string item, string act, Person? by = null, string? reason = null, string? toMember = null, string? at = null)
    {
        var response = await Api.PostAsJsonAsync(
            $"/api/enrollments/{id}/checklist/{item}/{act}", new { by = (by ?? Cast.Sarah).Email, reason, toMember, at });
        await Settle();
        return response;
    }

    /// <summary>What they are answered when it is taken.</summary>
    public async Task<JsonElement> MayAct(string id, string item, string act, Person? by = null, string? reason = null, string? toMember = null) =>
        JsonElement.Parse((await Html.Of(await Acts(id, item, act, by, reason, toMember))).MustBe(202).Source);

    public Task<JsonElement> Completes(string id, string item, Person? by = null) => MayAct(id, item, "complete", by);

    /// <summary>The system for classes tells who attended.</summary>
    public Task Attends(object data, string message = "1") => Puts(Bus.Commands, JsonSerializer.Serialize(new
    {
        specversion = "1.0",
        id = message,
        source = "/classes",
        type = "class.attended",
        time = Now,
        data,
    }));

    /// <summary>An item of an enrollment, as the API shows it.</summary>
    public async Task<ChecklistItemView> Item(string id, string item) => (await Enrollment(id)).Checklist!.Items.Single(each => each.Id == item);

    /// <summary>Whether somebody is in the members' group of the directory.</summary>
    public async Task<bool> IsInGroup(Application who)
    {
        using var graph = new HttpClient(Graph.CreateHandler());
        var users = await graph.GetFromJsonAsync<JsonElement>($"https://graph.microsoft.com/v1.0/users?$filter=mail eq '{who.MemberEmail}'");
        var id = users.GetProperty("value").EnumerateArray().Single().GetProperty("id").GetString();
        var members = await graph.GetFromJsonAsync<JsonElement>($"https://graph.microsoft.com/v1.0/groups/{Local.Graph.LocalGraph.MembersGroupId}/members?$top=999");
        return members.GetProperty("value").EnumerateArray().Any(member => member.GetProperty("id").GetString() == id);
    }

    /// <summary>A role's live work items.</summary>
    public async Task<IReadOnlyList<WorkItem>> WorkOf(string role) =>
        await Services.GetRequiredService<WorkItemTable>().OpenAsync(role);
}

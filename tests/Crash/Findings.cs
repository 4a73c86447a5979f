using System.Text.RegularExpressions;
using Local.Durable;
using Local.Email;
using Local.ServiceBus;
using MemberServices.Interactions;
using MemberServices.Onboarding;
using MemberServices.WorkItems;
using MemberServices.WorkItems.Reminders;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Crash;

/// <summary>What a run left, as lines without ids and times: two runs of the same stories left the same.</summary>
/// <param name="Lines">Mails, timelines, cases, work, the directory.</param>
/// <param name="Wrong">What no run may leave: dead letters, instances that failed or still run, histories that don't replay.</param>
/// <param name="Cases">All that there are.</param>
public sealed partial record Findings(IReadOnlyList<string> Lines, IReadOnlyList<string> Wrong, IReadOnlySet<string> Cases)
{
    const string CaseOf = "case of ", MemberInDirectory = "member in the directory: ";

    /// <summary>Opens the folder that a run left.</summary>
    public static async Task<Findings> ReadAsync(DirectoryInfo folder, Stories stories, DateTimeOffset at)
    {
        await using var mls = await Mls.StartAsync(folder, "--start", $"{at:O}", Mls.WithoutSurveys);
        await mls.Settle();
        // Reports on the delivery of the last mails come a little later.
        await mls.Advance(minutes: 5);
        var applicants = stories.Applicants.ToList();
        var lines = new List<string>();
        var mails = mls.Machine.Part<Inbox>().All.ToLookup(mail => IsReminder(mail.Subject));
        lines.AddRange(mails[false].Select(mail => $"mail to {string.Join(", ", mail.To)}: {mail.Subject} ({About(applicants, mail.Text)})"));
        lines.AddRange(applicants.Where(each => mails[true].Any(mail => mail.Text.Contains(each.Name, StringComparison.Ordinal))).Select(each => $"reminder about {each.Name}"));
        var cases = new HashSet<string>();
        foreach (var applicant in applicants)
        {
            var page = await mls.Services.GetRequiredService<InteractionTable>().PageAsync([applicant.MemberKey], InteractionTable.MaxPage, null, CancellationToken.None);
            lines.AddRange(page.Interactions.Where(line => line.Type != "mail.sent" || !IsReminder(line.Summary)).Select(line => $"timeline of {applicant.Name}: {line.Type} by {Either(line.By)}, {line.Channel}: {MlsId().Replace(line.Summary, "MLS id")}"));
            var own = page.Interactions.Select(line => line.Case!).Distinct().ToList();
            cases.UnionWith(own);
            foreach (var id in own)
            {
                var case_ = await mls.Enrollment(id);
                lines.Add($"{CaseOf}{applicant.Name} at {case_.OfficeName}: {case_.Stage}, round {case_.Step}, {case_.End?.End} by {case_.End?.By} {case_.End?.Reason}");
            }
        }

        lines.AddRange((await mls.WorkItems()).Select(item => $"work: {item.Title}"));
        lines.AddRange((await GuestsAsync(mls)).Select(guest => MemberInDirectory + guest));
        return new Findings(lines, [.. await WrongAsync(mls, cases)], cases);
    }

    /// <summary>Which requests stand together in one reminder depends on what a day's first one found; that each was reminded doesn't.</summary>
    static bool IsReminder(string subject) => subject.Contains("eminder: ", StringComparison.Ordinal);

    /// <summary>
    /// The same with how each case ended alone. Days without a process change the way there: it finds answers late, gives reminders
    /// that are due already, and begins late what is then done before anybody is reminded of it.
    /// </summary>
    public Findings Ends() => this with { Lines = [.. Lines.Where(line => line.StartsWith(CaseOf, StringComparison.Ordinal) || line.StartsWith(MemberInDirectory, StringComparison.Ordinal))] };

    /// <summary>What is here and not there, with how many times more.</summary>
    public IReadOnlyList<string> Except(Findings other)
    {
        var there = other.Lines.CountBy(line => line).ToDictionary();
        return [.. Lines.CountBy(line => line).Where(line => line.Value > there.GetValueOrDefault(line.Key)).Select(line => $"{line.Value - there.GetValueOrDefault(line.Key)} x {line.Key}")];
    }

    /// <summary>Which of the systems that are asked side by side answers last isn't told apart.</summary>
    static string Either(string by) => by.StartsWith("/local/", StringComparison.Ordinal) ? "a system" : by;

    /// <summary>Given in the order of the requests.</summary>
    [GeneratedRegex("MLS id [0-9]+")]
    private static partial Regex MlsId();

    static string About(List<Applicant> applicants, string text) =>
        applicants.FirstOrDefault(applicant => text.Contains(applicant.Name, StringComparison.Ordinal))?.Name ?? "nobody";

    static async Task<IEnumerable<string>> GuestsAsync(Mls mls)
    {
        using var graph = new HttpClient(mls.Graph.CreateHandler());
        var members = await graph.GetStringAsync($"https://graph.microsoft.com/v1.0/groups/{Local.Graph.LocalGraph.MembersGroupId}/members");
        using var json = System.Text.Json.JsonDocument.Parse(members);
        return [.. json.RootElement.GetProperty("value").EnumerateArray().Select(user => user.GetProperty("mail").GetString()!)];
    }

    static async Task<List<string>> WrongAsync(Mls mls, HashSet<string> cases)
    {
        var engine = mls.Machine.Part<DurableEngine>();
        var broker = mls.Machine.Part<Broker>();
        var work = (await mls.Services.GetRequiredService<WorkItemTable>().RecordsAsync()).Select(record => WorkItemFollowUps.InstanceOf(record.Item.Id)).ToHashSet();
        List<string> wrong =
        [
            .. broker.Entities().Where(entity => entity.DeadLetters + entity.Active + entity.Scheduled > 0).Select(entity => $"{entity}"),
            .. broker.Entities().SelectMany(entity => broker.DeadLetters(entity.Path)).Select(letter => $"dead letter {letter.Reason} {letter.Body}"),
        ];
        await foreach (var instance in engine.Client.GetAllInstancesAsync())
        {
            if (instance.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            {
                wrong.Add($"{instance.InstanceId} is {instance.RuntimeStatus}: {instance.FailureDetails?.ErrorMessage}");
            }

            if (!cases.Contains(instance.InstanceId) && !work.Contains(instance.InstanceId))
            {
                wrong.Add($"{instance.InstanceId} belongs to nobody");
            }

            if (engine.Replay(engine.ExportHistory(instance.InstanceId)) is { } difference)
            {
                wrong.Add($"The history of {instance.InstanceId} doesn't replay: {difference}");
            }
        }

        return wrong;
    }
}

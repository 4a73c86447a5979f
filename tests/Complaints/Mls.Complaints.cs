using System.Net.Http.Json;
using System.Text.Json;
using Local.Graph;
using MemberServices.Complaints.Viewing;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;
using Person = MemberServices.Onboarding.BrokerApproval.Person;

namespace MemberServices.Tests;

/// <summary>What complainants and staff do with complaints: each ends when everything has settled.</summary>
public sealed partial class Mls
{
    /// <summary>A complaint, with some fields changed; null leaves one out. Fees are Elena's.</summary>
    public static Dictionary<string, object?> Complaining(Application who, params (string Field, object? Value)[] changed)
    {
        var complaint = new Dictionary<string, object?>
        {
            ["fullName"] = who.MemberFullName,
            ["email"] = who.MemberEmail,
            ["phone"] = who.MemberPreferredPhone,
            ["category"] = "billing",
            ["text"] = "You charged me twice, and nobody answered.",
        };
        foreach (var (field, value) in changed)
        {
            complaint[field] = value;
        }
        return complaint.Where(each => each.Value is not null).ToDictionary();
    }

    /// <summary>Another system opens a complaint by the API; its number.</summary>
    public async Task<string> Complains(Application who, params (string Field, object? Value)[] changed)
    {
        var answer = (await Posts("/api/complaints", Complaining(who, changed))).MustBe(202);
        return JsonSerializer.Deserialize<JsonElement>(answer.Source).GetProperty("id").GetString()!;
    }

    /// <summary>A complaint as the API shows it.</summary>
    public async Task<ComplaintView> Complaint(string id) => (await Api.GetFromJsonAsync<ComplaintView>($"/api/complaints/{id}", JsonSerializerOptions.Web))!;

    /// <summary>Who owns it.</summary>
    public async Task<string?> OwnerOf(string id) => (await Complaint(id)).Owner?.Person.Name;

    /// <summary>What its log has, in order.</summary>
    public async Task<IReadOnlyList<string>> LogOf(string id) => [.. (await Complaint(id)).History.Select(line => line.Kind == "passed" ? line.Text : line.Kind).Skip(1)];

    public Task<Html> OnComplaint(string id, string act, Person by, object? with = null)
    {
        var body = JsonSerializer.SerializeToNode(with ?? new { })!.AsObject();
        body["by"] = by.Email;
        return Posts($"/api/complaints/{id}/{act}", body);
    }

    /// <summary>The owner has found out and writes the letter.</summary>
    public async Task Writes(string id, Person by, string cause = "own-error", string? remedy = null, string? amount = null) => (await OnComplaint(
        id, "resolve", by,
        new { found = "We charged the fee twice.", done = "We gave one back.", changes = "Two people look at each bill.", cause, remedy, amount })).MustBe(202);

    /// <summary>The owner writes down what came of a call.</summary>
    public Task<Html> Calls(string id, Person by, string reached, string? outcome = null, string? handling = null, string? said = null, DateTimeOffset? at = null) =>
        OnComplaint(id, "attempt", by, new { reached, outcome, handling, said, at });

    /// <summary>Moves the clock to the end of the call that is planned.</summary>
    public async Task<DateTimeOffset> UntilTheCall(string id)
    {
        var call = (await Complaint(id)).Call ?? throw new InvalidOperationException("No call is planned.");
        await Advance(call.From.AddMinutes(20) - Now);
        return call.From;
    }

    /// <summary>What stands on somebody's calendar.</summary>
    public IReadOnlyList<CalendarEvent> CalendarOf(Person who) => [.. Machine.Part<LocalGraph>().Calendars.Where(each => each.Owner == who.Email)];

    /// <summary>The page behind the newest mail about it.</summary>
    public Task<Html> ComplaintPage(Application who) => Opens(Inbox(who).Link("Open your complaint"));

    /// <summary>The complainant sends one of the forms of that page.</summary>
    public async Task<Html> OnComplaintPage(Application who, string act, params (string Name, string Value)[] fields) => await Sends(
        fields.Aggregate((await ComplaintPage(who)).Forms.Single(form => form.Fields.GetValueOrDefault("act") == act), (form, field) => form.With(field.Name, field.Value)));

    /// <summary>The subjects of the mails about complaints to somebody, oldest first, without the number.</summary>
    public IReadOnlyList<string> ComplaintMails(Application who) =>
        [.. Inbox(who).All.Select(mail => mail.Subject).Where(subject => subject.Contains("(CP-", StringComparison.Ordinal)).Select(subject => subject[..subject.LastIndexOf(" (", StringComparison.Ordinal)])];

    /// <summary>What staff have to do about it: "clarify: Elena Voss".</summary>
    public async Task<IReadOnlyList<string>> WorkOn(string id)
    {
        var items = (await Asked($"/api/work-items?case={id}&state=open")).GetProperty("workItems").EnumerateArray()
            .Concat((await Asked($"/api/work-items?case={id}&state=handed-over")).GetProperty("workItems").EnumerateArray());
        return
        [
            .. items.Select(item => $"{item.GetProperty("id").GetString()!.Split('.')[2]}: {(item.TryGetProperty("owner", out var owner) && owner.ValueKind == JsonValueKind.Object ? owner.GetProperty("name").GetString() : item.GetProperty("role").GetString())}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>How many a figure of complaints has, of half a year.</summary>
    public async Task<long> ComplaintsCounted(string figure) => (await Asked("/api/figures?from=2026-03-01&to=2026-08-31")).GetProperty("totals").EnumerateArray()
        .Single(total => total.GetProperty("figure").GetString() == figure).GetProperty("numerator").GetInt64();

    /// <summary>Another system opens a complaint, and is answered.</summary>
    public Task<Html> SendsComplaint(Dictionary<string, object?> complaint) => Posts("/api/complaints", complaint);

    /// <summary>A manager takes what came of a low answer for a complaint.</summary>
    public Task<Html> TakesForComplaint(string survey, Person by, string text, string? category = null) => Posts($"/api/surveys/{survey}/complain", new { by = by.Email, text, category });
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Onboarding.Applying;
using MemberServices.Surveys.Answering;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Person = MemberServices.Onboarding.BrokerApproval.Person;

namespace MemberServices.Tests;

/// <summary>What people answer when they are asked how we did.</summary>
public sealed partial class Mls
{
    /// <summary>Starts it where everybody is asked, and everybody who doesn't answer is called.</summary>
    /// <param name="change">Takes the policy's section, for what is otherwise different.</param>
    /// <param name="more">Further arguments.</param>
    public static Task<Mls> StartAskingAsync(Action<JsonNode>? change = null, params string[] more) => StartAsync([$"--Policies:File={Asking(change)}", .. more]);

    /// <summary>Such a file of policies, without the checklist.</summary>
    public static string Asking(Action<JsonNode>? change = null) => WithPolicies("asking", file =>
    {
        var stages = file["enrollment"]!["stages"]!.AsArray();
        stages.Remove(stages.Single(stage => (string?)stage!["id"] == "checklist"));
        (file["surveys"]!["sharePercent"], file["surveys"]!["secondSharePercent"]) = (100, 100);
        change?.Invoke(file["surveys"]!);
    });

    /// <summary>A ticket of a member's is opened and resolved.</summary>
    public async Task<string> IsHelped(Application who, Person by, string subject = "Photos vanish")
    {
        var id = await OpensTicket(who, "normal", ("subject", subject));
        await Advance(minutes: 10);
        await Resolves(id, by);
        return id;
    }

    /// <summary>The customer says that it is solved; where the browser is sent on to.</summary>
    public async Task<Html> SaysYes(Application who)
    {
        var sent = (await OnTheirPage(who, "confirm", ("answer", "yes"))).MustBe(303);
        return await Opens(sent.Response.Headers.Location!.OriginalString);
    }

    /// <summary>A ticket that its customer confirms without answering what is asked then; their survey's number, from the mail an hour later.</summary>
    public async Task<string> IsAsked(Application who, Person by)
    {
        await IsHelped(who, by);
        await SaysYes(who);
        await Advance(hours: 1);
        return SurveyOf(who);
    }

    /// <summary>The number of the survey that the newest mail is about.</summary>
    public string SurveyOf(Application who) => Mailbox.Case(SurveyMails(who)[^1]);

    /// <summary>The mails about surveys to somebody, oldest first.</summary>
    public IReadOnlyList<Local.Email.Mail> SurveyMails(Application who) => [.. Inbox(who).All.Where(mail => mail.Subject.Contains("(SV-", StringComparison.Ordinal))];

    /// <summary>The page behind an answer of the newest mail.</summary>
    public Task<Html> Presses(Application who, string answer) => Opens(SurveyMails(who)[^1].Link(answer));

    /// <summary>Answers on the page.</summary>
    public async Task<Html> Rates(Html page, int satisfaction, int callAgain, int? recommend = null, string comment = "")
    {
        var form = page.Forms[^1].With("satisfaction", $"{satisfaction}").With("callAgain", $"{callAgain}").With("comment", comment);
        return await Sends(recommend is null ? form : form.With("recommend", $"{recommend}"));
    }

    /// <summary>Answers by the link of the newest mail.</summary>
    public async Task Rates(Application who, int satisfaction, int callAgain, int? recommend = null, string comment = "") =>
        (await Rates(await Presses(who, "Satisfied"), satisfaction, callAgain, recommend, comment)).MustBe(303);

    public async Task<SurveyView> Survey(string id) => (await Api.GetFromJsonAsync<SurveyView>($"/api/surveys/{id}", JsonSerializerOptions.Web))!;

    /// <summary>All surveys about somebody, oldest first.</summary>
    public async Task<IReadOnlyList<SurveyView>> Surveys(Application who)
    {
        var ids = await Services.GetRequiredService<CaseIndex>().AllAsync(CaseQuery.OfMember(who.MemberKey)).Where(entry => entry.Id.Kind == CaseKind.Survey)
            .OrderBy(entry => entry.OpenedAt).Select(entry => entry.Id.ToString()).ToListAsync();
        var all = new List<SurveyView>();
        foreach (var id in ids)
        {
            all.Add(await Survey(id));
        }
        return all;
    }

    /// <summary>What its log decided: "asked", "reminded: contact-budget".</summary>
    public async Task<IReadOnlyList<string>> SurveyStory(string id) => [.. (await Survey(id)).History.Select(line => line.Because is { } why ? $"{line.Kind}: {why}" : line.Kind)];

    /// <summary>The phone system's call is over.</summary>
    public Task Hangs(Application? who, string call, string outcome = "answered", string? ticket = null, Person? by = null) => Says(
        "call.ended", new { callId = call, outcome, memberKey = who?.MemberKey, caseId = ticket, by = by?.Name });

    /// <summary>Somebody of the staff writes down what they were told by phone.</summary>
    public Task<Html> WritesDown(string id, object answer) => Posts($"/api/surveys/{id}/answers", answer);

    public async Task<JsonElement> Results(string query = "") => await Asked($"/api/surveys/results{query}");

    /// <summary>The mail program of somebody takes them off the list by one click.</summary>
    public async Task<Html> ClicksUnsubscribe(Application who)
    {
        var mail = SurveyMails(who)[^1];
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        var answer = await Html.Of(await Http.PostAsync(new Uri(mail.Headers["List-Unsubscribe"].Trim('<', '>')).PathAndQuery, form));
        await Settle();
        return answer;
    }

    /// <summary>Says on the page of the newest mail whether they may be asked.</summary>
    public async Task<Html> Prefers(Application who, string ask) => await Sends((await Opens(SurveyMails(who)[^1].Link("Don’t ask me again"))).Form.With("ask", ask));
}

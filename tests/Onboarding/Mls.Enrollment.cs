using System.Net.Http.Json;
using System.Text.Json;
using Local.Graph;
using MemberServices.Cases;
using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Revoking;
using MemberServices.Policies;
using MemberServices.Tests.Cases;
using MemberServices.Tests.Pages;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

/// <summary>What applicants, brokers and staff do: each ends when everything has settled, and fails when it is refused.</summary>
public sealed partial class Mls
{
    public LocalGraph Graph => Machine.Part<LocalGraph>();

    /// <summary>Opens the public form and fills it in.</summary>
    public async Task<Form> FillsIn(Application who) =>
        who.Fields().Aggregate((await Opens("/enroll")).Form, (form, field) => form.With(field.Key, field.Value));

    /// <summary>Fills in the public form, sends it, and says in the mail that it is theirs; the case's number, from the mail that follows.</summary>
    public async Task<string> Applies(Application who)
    {
        var before = Inbox(who).Count;
        (await Sends(await FillsIn(who))).MustBe(303);
        (await Confirms(who)).MustBe(303);
        return Mailbox.Case(Inbox(who).All.Skip(before).First(mail => Mailbox.Has("Follow")(mail)));
    }

    /// <summary>Answers on the page behind the newest question whether they applied.</summary>
    public async Task<Html> Confirms(Application who, string answer = "yes") =>
        await Sends((await Opens(Inbox(who).Link("Open the application"))).Form.With("applied", answer));

    /// <summary>Another system sends an application.</summary>
    public Task<HttpResponseMessage> SendsToTheApi(object application, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/enrollments") { Content = JsonContent.Create(application) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Api.SendAsync(request);
    }

    public Task Approves(OfficeBroker who) => Answers(who, form => form.Choosing("approve"));

    public Task Declines(OfficeBroker who, string reason) => Answers(who, form => form.Choosing("decline").With("reason", reason));

    public Task SaysNotMyAgent(OfficeBroker who) => Answers(who, form => form.Choosing("not-my-agent"));

    public Task HandsOver(OfficeBroker who, OfficeBroker to) => Answers(who, form => form.Choosing("hand-over").With("delegateKey", to.MemberKey));

    // Staff step in; what they are answered.
    public Task<string> Resends(string id, string reason = "The broker called", int? step = null) => StepsIn(id, "resend", reason, step);

    public Task<string> Reassigns(string id, OfficeBroker to) => StepsIn(id, "reassign", "The broker is away", approverKey: to.MemberKey);

    public Task<string> ApprovesOnBehalf(string id) => StepsIn(id, "approve-on-behalf", "The broker called");

    public Task<string> Withdraws(string id) => StepsIn(id, "withdraw", "Changed her mind");

    public Task<string> Retries(string id, string reason = "Invitations are allowed now") => StepsIn(id, "retry", reason);

    public Task<string> Skips(string id) => StepsIn(id, "skip", "Invited by hand");

    public Task<string> Revokes(string id) => StepsIn(id, "revoke", "She left the office");

    /// <summary>Staff correct what was entered: an object with the fields.</summary>
    public async Task<string> Corrects(string id, object fields)
    {
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        (body["by"], body["reason"]) = (Cast.Sarah.Email, "She called");
        return (await Html.Of(await Intervenes(id, "correct", body))).MustBe(202).Source;
    }

    /// <summary>Answers on the page behind the newest question to a new address whether it is theirs.</summary>
    public async Task<Html> SaysIsTheirs(string address, string answer = "yes") =>
        await Sends((await Opens(Inbox(address).Link("Answer the question"))).Form.With("theirs", answer));

    /// <summary>Somebody steps in, rightly or not.</summary>
    public async Task<HttpResponseMessage> Intervenes(string id, string intervention, object body)
    {
        var response = await Api.PostAsJsonAsync($"/api/enrollments/{id}/{intervention}", body);
        await Settle();
        return response;
    }

    /// <summary>The address in the broker's newest request.</summary>
    public Uri Request(OfficeBroker broker) => Inbox(broker).Link("Review");

    /// <summary>The address of the applicant's progress page.</summary>
    public Uri Progress(Application applicant) => Inbox(applicant).Link("Follow");

    /// <summary>An enrollment as the API shows it.</summary>
    public async Task<EnrollmentView> Enrollment(string id) =>
        (await Api.GetFromJsonAsync<EnrollmentView>($"/api/enrollments/{id}", JsonSerializerOptions.Web))!;

    public Task<IReadOnlyList<WorkItem>> WorkItems(string role = StaffRoles.Level1) =>
        Services.GetRequiredService<WorkItemTable>().OpenAsync(role);

    /// <summary>The broker's approval is written, and the process goes down before it tells the case.</summary>
    public Task ApprovesUnheard(string id) => Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>().AddOutcomeAsync(
        CaseId.Parse(id),
        new(1, new EnrollmentOutcome("approve", StepMove.Next), new Actor(ActorKind.Broker, Cast.Bob.MemberFullName), Channel.Form, Now),
        TestContext.Current.CancellationToken);

    /// <summary>Staff take the access back, and the process ends before anything of it has begun.</summary>
    public async Task RevokesUnheard(string id)
    {
        await using var unreached = new ScheduledCases();
        var recorded = await Services.GetRequiredService<Revocations>().ApplyAsync(
            unreached, CaseId.Parse(id), new Intervention("revoke", Cast.Sarah.Name, "She left the office", null), Actor.SystemFor(Cast.Sarah.Name), Channel.Api,
            TestContext.Current.CancellationToken);
        Assert.NotNull(recorded.Recorded);
    }

    /// <summary>How many users of the directory have that address.</summary>
    public async Task<int> UsersWith(string address)
    {
        using var graph = new HttpClient(Graph.CreateHandler());
        var users = await graph.GetFromJsonAsync<JsonElement>($"https://graph.microsoft.com/v1.0/users?$filter=mail eq '{address}'");
        return users.GetProperty("value").GetArrayLength();
    }

    /// <summary>Opens the newest request's link and answers on the form there.</summary>
    async Task Answers(OfficeBroker who, Func<Form, Form> fill) =>
        (await Sends(fill((await Opens(Request(who))).Form))).MustBe(303);

    async Task<string> StepsIn(string id, string intervention, string reason, int? step = null, string? approverKey = null) =>
        (await Html.Of(await Intervenes(id, intervention, new { by = Cast.Sarah.Email, reason, step, approverKey }))).MustBe(202).Source;
}

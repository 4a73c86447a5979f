using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.People;

public sealed class WhenSomebodyIsErased : IAsyncLifetime
{
    static readonly Application Quilla = Cast.Quilla;

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Their_live_case_is_withdrawn_first_and_nothing_names_them_any_more()
    {
        var id = await mls.Applies(Quilla);
        await mls.Advance(days: 10);
        var (request, progress) = (mls.Request(Cast.Bob), mls.Progress(Quilla));
        Assert.NotEmpty(mls.RowsAbout(Quilla));

        var answer = await mls.Erases(Quilla.MemberKey);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Contains("was withdrawn", mls.Inbox(Quilla).Latest.Subject);
        Assert.Contains("No longer needed", mls.Inbox(Cast.Bob).Latest.Subject);
        await mls.Advance(hours: 1);

        Assert.Equal("done", await mls.Erasure(Quilla));
        await mls.Advance(days: 2);
        Assert.Empty(mls.RowsAbout(Quilla));
        Assert.Equal(404, (await mls.Opens(request)).Status);
        Assert.Equal(404, (await mls.Opens(progress)).Status);
        Assert.Empty(await mls.WorkItems());
        Assert.Empty(await mls.Timeline(Quilla.MemberKey));
        Assert.NotEqual(id, await mls.Applies(Quilla));
    }

    [Fact]
    public async Task The_figures_stay()
    {
        var id = await mls.Applies(Quilla);
        await mls.Erases(Quilla.MemberKey);
        await mls.Advance(hours: 1);

        var left = await mls.Enrollment(id);
        Assert.Equal(("lakeview", "agent", ""), (left.Applicant.OfficeKey, left.Applicant.MemberType, left.Applicant.MemberFullName));
        Assert.Equal((EnrollmentEnd.Withdrawn, Mls.MondayMorning), (left.End!.End, left.ReceivedAt));
        var listed = (await mls.Api.GetFromJsonAsync<JsonElement>("/api/enrollments?stage=withdrawn")).GetProperty("enrollments");
        Assert.Equal(id, Assert.Single(listed.EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty((await mls.Api.GetFromJsonAsync<JsonElement>("/api/enrollments?q=quilla")).GetProperty("enrollments").EnumerateArray());
    }

    [Fact]
    public async Task Others_keep_theirs()
    {
        await mls.Applies(Quilla);
        var id = await mls.Applies(Cast.Jane);

        await mls.Erases(Quilla.MemberKey);
        await mls.Advance(hours: 1);

        Assert.Equal("Jane Doe", (await mls.Enrollment(id)).Applicant.MemberFullName);
        Assert.NotEmpty(await mls.Timeline(Cast.Jane.MemberKey));
        await mls.Approves(Cast.Bob);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_member_is_erased_only_after_their_access_was_taken_back()
    {
        var id = await mls.Applies(Quilla);
        await mls.Approves(Cast.Bob);

        var refused = await mls.Erases(Quilla.MemberKey);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("/revoke", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        await mls.Intervenes(id, "revoke", new { by = Cast.Sarah.Email, reason = "She left" });
        await mls.Advance(hours: 1);
        await mls.Erases(Quilla.MemberKey);
        await mls.Advance(days: 2);

        Assert.Equal("done", await mls.Erasure(Quilla));
        Assert.Empty(mls.RowsAbout(Quilla));
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Api.GetAsync($"/api/members/{Quilla.MemberKey}")).StatusCode);
        Assert.Equal(0, await mls.UsersWith(Quilla.MemberEmail));
        Assert.Equal(EnrollmentEnd.Revoked, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_broker_who_decides_at_the_same_moment_gives_nobody_access()
    {
        var id = await mls.Applies(Quilla);
        var open = await mls.Opens(mls.Request(Cast.Bob));
        await mls.ApprovesUnheard(id);

        await mls.Erases(Quilla.MemberKey);
        await mls.Advance(hours: 1);
        var late = await mls.Sends(open.Form.Choosing("approve"));
        await mls.Advance(days: 2);

        Assert.Equal(404, late.Status);
        Assert.Equal("done", await mls.Erasure(Quilla));
        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Equal(0, await mls.UsersWith(Quilla.MemberEmail));
        Assert.Empty(mls.RowsAbout(Quilla));
    }

    [Fact]
    public async Task While_the_directory_is_away_it_waits_and_goes_on_by_itself()
    {
        mls.Graph.Faults.Refuse(503, times: 1000, on: "POST /v1.0/groups");
        mls.Graph.Faults.Refuse(503, times: 1000, on: "DELETE");
        var id = await mls.Applies(Quilla);
        await mls.Approves(Cast.Bob);

        Assert.Equal(HttpStatusCode.Accepted, (await mls.Erases(Quilla.MemberKey)).StatusCode);
        await mls.Advance(hours: 5);
        Assert.Equal("under-way", await mls.Erasure(Quilla));
        Assert.Equal(Quilla.MemberFullName, (await mls.Enrollment(id)).Applicant.MemberFullName);
        Assert.Equal(1, await mls.UsersWith(Quilla.MemberEmail));

        mls.Graph.Faults.Clear();
        await mls.Advance(days: 3);

        Assert.Equal("done", await mls.Erasure(Quilla));
        Assert.Equal(0, await mls.UsersWith(Quilla.MemberEmail));
        Assert.Empty(mls.RowsAbout(Quilla));
    }

    [Fact]
    public async Task The_same_again_is_answered_the_same_until_it_is_done()
    {
        await mls.Applies(Quilla);
        var first = await mls.Erases(Quilla.MemberKey);
        var requested = (await Mls.Json(first)).GetProperty("requestedAt").GetDateTimeOffset();
        await mls.Advance(hours: 1);

        var again = await mls.Erases(Quilla.MemberKey, Cast.Elena.Email);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var said = await Mls.Json(again);
        Assert.Equal(("done", Cast.Sarah.Name), (said.GetProperty("state").GetString(), said.GetProperty("by").GetString()));
        Assert.Equal(requested, said.GetProperty("requestedAt").GetDateTimeOffset());
        Assert.Equal(1, mls.Inbox(Quilla).All.Count(mail => mail.Subject.Contains("was withdrawn")));
    }

    [Fact]
    public async Task Who_comes_back_can_be_erased_once_more()
    {
        await mls.Applies(Quilla);
        await mls.Erases(Quilla.MemberKey);
        await mls.Advance(hours: 1);
        await mls.Applies(Quilla);

        Assert.Equal(HttpStatusCode.Accepted, (await mls.Erases(Quilla.MemberKey)).StatusCode);
        await mls.Advance(days: 3);

        Assert.Equal("done", await mls.Erasure(Quilla));
        Assert.Empty(mls.RowsAbout(Quilla));
    }

    [Fact]
    public async Task Somebody_who_only_typed_a_form_has_a_key_of_their_mailbox()
    {
        await mls.Sends(await mls.FillsIn(Quilla));
        var found = await Found(Quilla.MemberEmail);
        var key = Assert.Single(found).GetProperty("key").GetString()!;
        Assert.StartsWith("MAILBOX-", key);

        await mls.Erases(key);
        await mls.Advance(hours: 1);

        Assert.Empty(mls.RowsAbout(Quilla));
        Assert.Empty(await Found(Quilla.MemberEmail));
    }

    [Fact]
    public async Task Nobody_is_found_by_a_license_that_was_corrected_away()
    {
        var id = await mls.Applies(Quilla);
        await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "She called", memberStateLicense = "665544" });

        Assert.Equal("TX-665544", Assert.Single(await Found(Quilla.MemberEmail)).GetProperty("key").GetString());
        await mls.Erases("TX-665544");
        await mls.Advance(days: 2);

        Assert.Empty(mls.RowsAbout(Quilla));
        Assert.Empty(await mls.Timeline(Quilla.MemberKey));
    }

    [Fact]
    public async Task Who_decides_for_an_open_office_is_erased_only_after_its_record_is_without_them()
    {
        var refused = await mls.Erases("TX-100001");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("They decide for an open office: lakeview.", (await Mls.Json(refused)).GetProperty("detail").GetString());
        Assert.NotEmpty(RowsWith("bob@lakeview"));

        await mls.SaysOffice(Cast.Lakeview with { Brokers = [Cast.Dana], OfficeBrokerKey = "dana", Delegates = [] });
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Erases("TX-100001")).StatusCode);
        Assert.Empty(RowsWith("bob@lakeview"));
    }

    [Fact]
    public async Task A_closed_office_forgets_its_broker_and_nobody_else()
    {
        await mls.SaysOffice(Cast.Lakeview, status: "Inactive");

        Assert.Equal(HttpStatusCode.Accepted, (await mls.Erases("TX-100001")).StatusCode);
        await mls.Advance(hours: 1);

        Assert.Empty(RowsWith("bob@lakeview"));
        Assert.Empty(await Found(Cast.Bob.MemberEmail));
        var office = await mls.Api.GetFromJsonAsync<JsonElement>("/api/offices/lakeview");
        Assert.Equal(("", "dana"), (office.GetProperty("officeBrokerKey").GetString(), Assert.Single(office.GetProperty("brokers").EnumerateArray()).GetProperty("memberKey").GetString()));
    }

    [Fact]
    public async Task A_member_of_the_roster_is_erased_once_the_association_says_that_they_left()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Quilla.MemberEmail)));
        await mls.SaysMember(Quilla);
        await mls.Budget.TrySpendAsync(MemberServices.Contacts.Contacted.Mailbox(Quilla.MemberEmail), "survey-1", mls.Now);
        Assert.Contains("roster.member", await (await mls.Erases(Quilla.MemberKey)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Quilla with { MemberEmail = "quilla@new.example" }, status: "Inactive");

        await mls.Erases(Quilla.MemberKey);
        await mls.Advance(days: 2);

        Assert.Equal("done", await mls.Erasure(Quilla));
        Assert.Empty(mls.RowsAbout(Quilla));
        Assert.Empty(RowsWith("survey-1"));
        Assert.Empty(RowsWith(MemberServices.People.KnownPerson.KeyOf(Quilla.MemberEmail)));
        Assert.Empty(await mls.TimelineOf(Quilla.MemberEmail));
        Assert.Empty(await mls.TimelineOf("quilla@new.example"));
    }

    [Fact]
    public async Task Somebody_of_whom_only_a_contact_was_logged_is_found_and_erased()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Quilla.MemberEmail)));
        var key = Assert.Single(await Found("QUILLA.varga%2Ba@agents.example")).GetProperty("key").GetString()!;

        await mls.Erases(key);
        await mls.Advance(hours: 1);

        Assert.Empty(mls.RowsAbout(Quilla));
        Assert.Empty(await Found(Quilla.MemberEmail));
    }

    [Theory]
    [InlineData("sarah", "by")]
    [InlineData("nobody@example.com", "by")]
    public async Task Only_somebody_of_the_staff_asks_for_it(string by, string field)
    {
        await mls.Applies(Quilla);

        var answer = await mls.Erases(Quilla.MemberKey, by);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await Mls.Json(answer)).GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.NotEmpty(mls.RowsAbout(Quilla));
    }

    [Fact]
    public async Task Nobody_can_be_erased_of_whom_nothing_is_kept() =>
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Erases("TX-99")).StatusCode);

    IReadOnlyList<string> RowsWith(string text) =>
        [.. mls.Rows().Where(row => row.StartsWith("table_entities:", StringComparison.Ordinal) && row.Contains(text, StringComparison.OrdinalIgnoreCase))];

    async Task<IReadOnlyList<JsonElement>> Found(string email) =>
        [.. (await mls.Api.GetFromJsonAsync<JsonElement>($"/api/people?email={email}")).GetProperty("people").EnumerateArray()];
}

using System.Net;
using System.Text.Json;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenDetailsAreWrong : IAsyncLifetime
{
    const string NewAddress = "jane.doe@agents.example";

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Staff_correct_name_and_phone_at_once_and_the_applicant_gets_a_receipt()
    {
        var id = await mls.Applies(Cast.Jane);

        var first = await mls.Corrects(id, new { memberFullName = "Jane Dough", memberPreferredPhone = "512-555-0177" });
        var second = await mls.Corrects(id, new { memberFullName = "Jane Dough", memberPreferredPhone = "512-555-0177" });

        Assert.Equal(first, second);
        Assert.Equal(["memberFullName", "memberPreferredPhone"], JsonElement.Parse(first).GetProperty("fields").EnumerateArray().Select(f => f.GetString()!));
        var enrollment = await mls.Enrollment(id);
        Assert.Equal(("Jane Dough", "512-555-0177", 1), (enrollment.Applicant.MemberFullName, enrollment.Applicant.MemberPreferredPhone, enrollment.Step));
        Assert.Single(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("was corrected"));
        Assert.Contains("512-555-0177", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Contains("Jane Dough", (await mls.Opens(mls.Request(Cast.Bob))).Words);
        Assert.Contains("Corrected by Member services: name, phone", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Contains("enrollment.corrected", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_new_address_counts_when_its_owner_says_so_and_links_to_the_old_one_die()
    {
        var id = await mls.Applies(Cast.Jane);
        var old = mls.Progress(Cast.Jane);

        await mls.Corrects(id, new { memberEmail = NewAddress });

        Assert.Equal((Cast.Jane.MemberEmail, NewAddress), ((await mls.Enrollment(id)).Applicant.MemberEmail, (await mls.Enrollment(id)).PendingEmail));
        Assert.Contains("until somebody confirms the new one", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.DoesNotContain("Jane", mls.Inbox(NewAddress).Latest.Text);
        Assert.Contains(NewAddress, (await mls.Opens(old)).Words);
        var page = (await mls.Opens(mls.Inbox(NewAddress).Link("Answer the question"))).Form;
        Assert.Equal(400, (await mls.Sends(page)).Status);
        Assert.Equal(303, (await mls.Sends(page.With("theirs", "yes"))).Status);
        Assert.Equal(303, (await mls.Sends(page.With("theirs", "no"))).Status);

        Assert.Equal((NewAddress, null), ((await mls.Enrollment(id)).Applicant.MemberEmail, (await mls.Enrollment(id)).PendingEmail));
        Assert.Contains("Thank you", (await mls.Opens(mls.Inbox(NewAddress).Link("Answer the question"))).Words);
        Assert.Equal(404, (await mls.Opens(old)).Status);
        Assert.Equal(200, (await mls.Opens(mls.Inbox(NewAddress).Link("Follow"))).Status);
        Assert.Empty(mls.Inbox(Cast.Jane).Latest.OwnLinks);
        Assert.Contains("Another address", mls.Inbox(Cast.Jane).Latest.Text);
        await mls.Approves(Cast.Bob);
        Assert.Contains("Welcome", mls.Inbox(NewAddress).Latest.Subject + mls.Inbox(NewAddress).Latest.Text);
        Assert.Equal((0, 1), (await mls.UsersWith(Cast.Jane.MemberEmail), await mls.UsersWith(NewAddress)));
    }

    [Fact]
    public async Task Whose_address_it_isn_t_says_so_and_staff_call_the_applicant()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Corrects(id, new { memberEmail = NewAddress });

        (await mls.SaysIsTheirs(NewAddress, "no")).MustBe(303);

        Assert.Equal((Cast.Jane.MemberEmail, null), ((await mls.Enrollment(id)).Applicant.MemberEmail, (await mls.Enrollment(id)).PendingEmail));
        Assert.Contains("isn't theirs", Assert.Single(await mls.WorkItems()).Title);
        Assert.Equal(200, (await mls.Opens(mls.Progress(Cast.Jane))).Status);
    }

    [Fact]
    public async Task A_question_that_a_later_one_replaced_is_over_and_so_is_one_after_its_time()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Corrects(id, new { memberEmail = NewAddress });
        var first = await mls.Opens(mls.Inbox(NewAddress).Link("Answer the question"));

        await mls.Corrects(id, new { memberEmail = "jane@other.example" });
        Assert.Equal(410, (await mls.Sends(first.Form.With("theirs", "yes"))).Status);
        await mls.Advance(days: 4);

        Assert.Equal(410, (await mls.Opens(mls.Inbox("jane@other.example").Link("Answer the question"))).Status);
        Assert.Equal(Cast.Jane.MemberEmail, (await mls.Enrollment(id)).Applicant.MemberEmail);
    }

    [Fact]
    public async Task Another_license_is_claimed_and_sends_the_broker_a_new_request()
    {
        var id = await mls.Applies(Cast.Jane);
        var old = (await mls.Opens(mls.Request(Cast.Bob))).Form;

        await mls.Corrects(id, new { memberStateLicense = "99 99 99" });

        Assert.Equal(("999999", 2), ((await mls.Enrollment(id)).Applicant.MemberStateLicense, (await mls.Enrollment(id)).Step));
        Assert.Contains("The license was corrected", mls.Inbox(Cast.Bob).Latest.Text);
        Assert.NotEqual(303, (await mls.Sends(old.Choosing("approve"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await mls.SendsToTheApi(Cast.John with { MemberStateLicense = "999999", OfficeKey = "nowhere" })).StatusCode);
        Assert.NotEqual(id, await mls.Applies(Cast.Jane with { MemberEmail = "other@example.com" }));
        await mls.Approves(Cast.Bob);
    }

    [Fact]
    public async Task A_license_that_somebody_has_is_refused()
    {
        await mls.Applies(Cast.John);
        var id = await mls.Applies(Cast.Jane);

        using var answer = await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "A slip", memberStateLicense = Cast.John.MemberStateLicense });

        Assert.Equal("taken", (await Mls.Json(answer)).GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal((Cast.Jane.MemberStateLicense, 1), ((await mls.Enrollment(id)).Applicant.MemberStateLicense, (await mls.Enrollment(id)).Step));
    }

    [Fact]
    public async Task What_is_corrected_after_the_approval_is_told_to_who_approved_and_the_license_stays()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        using var refused = await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "A slip", memberStateLicense = "999999" });
        await mls.Corrects(id, new { memberFullName = "Jane Dough" });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Corrected after the approval", mls.Inbox(Cast.Bob).Latest.Subject);
    }

    [Fact]
    public async Task An_address_that_the_directory_refuses_is_corrected_and_tried_at_once()
    {
        mls.Graph.Faults.Refuse(400, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        Assert.Single(await mls.WorkItems());

        await mls.Corrects(id, new { memberEmail = NewAddress });
        await mls.SaysIsTheirs(NewAddress);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Empty(await mls.WorkItems());
        Assert.Equal((0, 1), (await mls.UsersWith(Cast.Jane.MemberEmail), await mls.UsersWith(NewAddress)));
    }

    [Fact]
    public async Task Access_at_an_address_that_was_corrected_since_is_taken_back()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));

        await mls.Corrects(id, new { memberEmail = NewAddress });
        await mls.SaysIsTheirs(NewAddress);
        Assert.Equal((0, 1), (await mls.UsersWith(Cast.Jane.MemberEmail), await mls.UsersWith(NewAddress)));
        await mls.Revokes(id);

        Assert.Equal((0, 0), (await mls.UsersWith(Cast.Jane.MemberEmail), await mls.UsersWith(NewAddress)));
    }

    [Fact]
    public async Task Applicants_correct_their_details_by_their_own_link()
    {
        var id = await mls.Applies(Cast.Jane);
        var page = await mls.Opens(mls.Progress(Cast.Jane).AbsolutePath + "/correct");

        Assert.Equal(400, (await mls.Sends(page.Form.With("memberPreferredPhone", "1"))).Status);
        (await mls.Sends(page.Form.With("memberPreferredPhone", "512-555-0177").With("memberEmail", NewAddress))).MustBe(303);
        (await mls.SaysIsTheirs(NewAddress)).MustBe(303);

        Assert.Equal(("512-555-0177", NewAddress), ((await mls.Enrollment(id)).Applicant.MemberPreferredPhone, (await mls.Enrollment(id)).Applicant.MemberEmail));
        Assert.Equal(404, (await mls.Sends(page.Form.With("memberFullName", "Eve Mallory"))).Status);
    }

    [Fact]
    public async Task A_mailbox_that_wants_no_such_mail_gets_none()
    {
        (await mls.Sends(await mls.FillsIn(Cast.Eve))).MustBe(303);
        await mls.Confirms(Cast.Eve, "no");
        await mls.Applies(Cast.Jane);
        var page = await mls.Opens(mls.Progress(Cast.Jane).AbsolutePath + "/correct");

        var answer = await mls.Sends(page.Form.With("memberEmail", Cast.Eve.MemberEmail));

        Assert.Equal(400, answer.Status);
        Assert.Contains("asked us not to write there", answer.Words);
        Assert.Equal(1, mls.Inbox(Cast.Eve).Count);
    }

    [Theory]
    [InlineData("""{"memberEmail":"jane"}""", "memberEmail: invalid")]
    [InlineData("""{"memberPreferredPhone":"555"}""", "memberPreferredPhone: invalid")]
    [InlineData("""{"memberStateLicenseState":"Atlantis"}""", "memberStateLicenseState: unknown")]
    [InlineData("""{"memberFullName":5}""", "memberFullName: invalid")]
    [InlineData("""{"memberPreferredPhone":5}""", "memberPreferredPhone: invalid")]
    [InlineData("""{"memberFullName":""}""", "memberFullName: required")]
    [InlineData("""{"memberFullName":null}""", "memberFullName: required")]
    [InlineData("""{"memberEmail":""}""", "memberEmail: required")]
    [InlineData("""{"memberPreferredPhone":"  "}""", "memberPreferredPhone: required")]
    [InlineData("""{"memberStateLicenseState":""}""", "memberStateLicenseState: required")]
    [InlineData("""{"memberStateLicense":""}""", "memberStateLicense: required")]
    [InlineData("""{"memberFullName":"Jane Dough","memberEmail":""}""", "memberEmail: required")]
    [InlineData("""{"memberStateLicense":"","memberPreferredPhone":"555","memberFullName":""}""", "memberFullName: required, memberPreferredPhone: invalid, memberStateLicense: required")]
    public async Task A_wrong_correction_names_each_field_that_is_wrong_and_corrects_nothing(string fields, string wrong)
    {
        var id = await mls.Applies(Cast.Jane);
        using var answer = await Sends(id, fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(wrong, string.Join(", ", (await Mls.Json(answer)).GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("field")}: {error.GetProperty("code")}")));
        Assert.Equal(Cast.Jane.MemberFullName, (await mls.Enrollment(id)).Applicant.MemberFullName);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"officeKey":"solo"}""")]
    public async Task A_correction_of_nothing_names_no_field_and_says_what_can_be_corrected(string fields)
    {
        using var answer = await Sends(await mls.Applies(Cast.Jane), fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await Mls.Json(answer);
        Assert.Equal("invalid-request", problem.GetProperty("code").GetString());
        Assert.False(problem.TryGetProperty("errors", out _));
        Assert.Equal(
            "Send what is to be corrected, at least one of memberFullName, memberEmail, memberPreferredPhone, memberStateLicenseState, memberStateLicense.",
            problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Applicants_who_empty_a_field_read_it_at_the_field_which_stays_empty()
    {
        await mls.Applies(Cast.Jane);
        var page = await mls.Opens(mls.Progress(Cast.Jane).AbsolutePath + "/correct");

        var wrong = (await mls.Sends(page.Form.With("memberFullName", "").With("memberPreferredPhone", "512-555-0177"))).MustBe(400);

        Assert.Contains("The name can be corrected, not removed. Enter it.", wrong.Words);
        Assert.Equal(("", "512-555-0177"), (wrong.Form.Fields["memberFullName"], wrong.Form.Fields["memberPreferredPhone"]));
        (await mls.Sends(wrong.Form.With("memberFullName", "Jane Dough"))).MustBe(303);
    }

    [Fact]
    public async Task An_address_that_is_mistyped_again_and_again_costs_no_mail_and_the_right_one_is_taken()
    {
        await mls.Applies(Cast.Jane);
        var page = await mls.Opens(mls.Progress(Cast.Jane).AbsolutePath + "/correct");

        for (var i = 0; i < 10; i++)
        {
            (await mls.Sends(page.Form.With("memberEmail", $"jane{i}@"))).MustBe(400);
        }

        (await mls.Sends(page.Form.With("memberEmail", NewAddress))).MustBe(303);
    }

    [Fact]
    public async Task Nothing_is_corrected_after_the_end()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Withdraws(id);

        using var answer = await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "Late", memberFullName = "Jane Dough" });

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    /// <summary>Sarah corrects what somebody told her on the phone.</summary>
    async Task<HttpResponseMessage> Sends(string id, string fields)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(fields)!.AsObject();
        (body["by"], body["reason"]) = (Cast.Sarah.Email, "She called");
        return await mls.Intervenes(id, "correct", body);
    }
}

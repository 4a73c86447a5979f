using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Desk;

public sealed class WhenACaseIsOpened : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        sarah = await mls.SignsIn(Cast.Sarah);
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task It_says_what_it_waits_for_until_when_and_what_comes_with_exact_times_and_why()
    {
        var id = await mls.Applies(Cast.Jane);
        var page = await sarah.Sees($"/staff/cases/{id}");

        Assert.Contains("Bob Broker to approve or decline the application, until Fri, Mar 20, 5:00 PM CDT", page.Words);
        Assert.Contains("The broker of record today, so they may decide.", page.Words);
        Assert.Contains("Wed, Mar 4, 9:00 AM", page.Words);
        Assert.Contains("2 business days from Mon, Mar 2", page.Words);
        Assert.Contains("14 business days from Mon, Mar 2", page.Words);
        Assert.Contains("512-555-0100", page.Words);
        Assert.Contains("Lakeview Realty", page.Words);
    }

    [Fact]
    public async Task A_holiday_between_is_named()
    {
        await mls.Advance(days: 76);
        var id = await mls.Applies(Cast.Jane);

        Assert.Contains("without Memorial Day", (await sarah.Sees($"/staff/cases/{id}")).Words);
    }

    [Fact]
    public async Task What_staff_write_for_staff_stands_marked_on_its_timeline_and_on_no_page_of_the_member()
    {
        var id = await mls.Applies(Cast.Jane);
        var done = await sarah.Does((await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He lost his phone"));

        Assert.Contains($"{id}: Asked again by Sarah Lindqvist.", done.Words);
        Assert.Contains("Next, Bob Broker has to approve or decline the application", done.Words);
        Assert.Contains("inside-only", done.Source);
        Assert.Contains("He lost his phone", done.Words);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
        Assert.DoesNotContain("phone</", (await mls.Opens(mls.Progress(Cast.Jane))).Source);
        Assert.DoesNotContain("He lost", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.DoesNotContain("Sarah", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Contains("He lost his phone", (await sarah.Opens($"/staff/cases/{id}?show=notes")).Words);
        Assert.DoesNotContain("Application for", (await sarah.Opens($"/staff/cases/{id}?show=notes")).Words.Split("Timeline")[1].Split("What you can do")[0]);
    }

    [Fact]
    public async Task Another_broker_is_asked_and_the_first_is_told_why()
    {
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("reassign");

        Assert.Contains("Choose who decides.", (await sarah.Sends(form.With("reason", "Away"))).MustBe(400).Words);
        var done = await sarah.Does(form.With("approverKey", "dana").With("reason", "Away").With("toMember", "You are on leave, so Dana decides."));

        Assert.Contains("Dana Deputy to approve or decline", done.Words);
        Assert.Contains("You are on leave", mls.Inbox(Cast.Bob).Latest.Text);
        Assert.DoesNotContain("Away", mls.Inbox(Cast.Bob).Latest.Text);
    }

    [Fact]
    public async Task It_is_approved_on_behalf_after_a_box_was_ticked_by_who_is_signed_in()
    {
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("approve-on-behalf").With("reason", "He said so on the phone");

        var refused = (await sarah.Sends(form)).MustBe(400);
        Assert.Contains("Tick the box if it is so.", refused.Words);
        Assert.Equal("He said so on the phone", refused.FormOf("approve-on-behalf").Fields["reason"]);
        await sarah.Does(form.With("confirmed", "yes"));

        var page = await sarah.Sees($"/staff/cases/{id}");
        Assert.Contains("Approved by Sarah Lindqvist on the broker's behalf", page.Words);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        using var line = await mls.Api.GetAsync($"/api/interactions?memberKey={Cast.Jane.MemberKey}", TestContext.Current.CancellationToken);
        Assert.Contains("staff-page", await line.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_entered_is_corrected_and_nothing_changed_is_said()
    {
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("correct").With("reason", "She called");

        Assert.Contains("Change at least one of the fields.", (await sarah.Sends(form)).MustBe(400).Words);
        var emptied = (await sarah.Sends(form.With("memberFullName", ""))).MustBe(400);
        Assert.Contains("The name can be corrected, not removed. Enter it.", emptied.Words);
        Assert.Equal("", emptied.FormOf("correct").Fields["memberFullName"]);
        Assert.Contains("Enter a phone number", (await sarah.Sends(form.With("memberPreferredPhone", "12"))).MustBe(400).Source, StringComparison.OrdinalIgnoreCase);
        var done = await sarah.Does(form.With("memberPreferredPhone", "512-555-0155"));

        Assert.Contains("Corrected by Sarah Lindqvist: phone", done.Words);
        Assert.Equal("512-555-0155", (await mls.Enrollment(id)).Applicant.MemberPreferredPhone);
    }

    [Fact]
    public async Task Withdrawing_has_a_page_of_its_own_that_says_what_follows()
    {
        var id = await mls.Applies(Cast.Jane);
        Assert.DoesNotContain((await sarah.Opens($"/staff/cases/{id}")).Forms, form => form.Action.EndsWith("/withdraw", StringComparison.Ordinal));

        var page = (await sarah.Opens($"/staff/cases/{id}/withdraw")).MustBe(200);
        Assert.Contains("Jane Doe and Bob Broker are told at once.", page.Words);
        Assert.Contains("It can’t be taken back.", page.Words);
        Assert.Contains("Keep it", page.Words);
        Assert.Contains("Say why.", (await sarah.Sends(page.FormOf("withdraw"))).MustBe(400).Words);
        var done = await sarah.Does(page.FormOf("withdraw").With("reason", "Moved away").With("toMember", "As you asked, we ended it."));

        Assert.Contains($"{id}: Withdrawn by Sarah Lindqvist.", done.Words);
        Assert.Contains("As you asked, we ended it.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.DoesNotContain("Moved away", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.DoesNotContain("What you can do", done.Words);
    }

    [Fact]
    public async Task Access_is_revoked_after_its_end()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        var page = (await sarah.Opens($"/staff/cases/{id}/revoke")).MustBe(200);
        var done = await sarah.Does(page.FormOf("revoke").With("reason", "Left the office"));

        Assert.Contains("Revoked", done.Words);
        Assert.Equal(EnrollmentEnd.Revoked, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("Inactive", (await sarah.Sees($"/staff/members/{Cast.Jane.MemberKey}")).Words);
    }

    [Fact]
    public async Task Who_comes_too_late_reads_who_was_quicker_and_keeps_what_they_typed()
    {
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("reassign").With("approverKey", "dana").With("reason", "Bob is away until May");
        await mls.Declines(Cast.Bob, "Not yet");

        var page = (await sarah.Sends(form)).MustBe(409);
        Assert.Contains("Somebody was quicker: Declined by Bob Broker: Not yet", page.Words);
        Assert.Contains("Nothing was recorded.", page.Words);
        Assert.Contains("Bob is away until May", page.Words);
        Assert.Equal(EnrollmentEnd.Declined, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_step_that_is_over_is_not_stepped_into_and_the_panel_stays_open()
    {
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called twice");
        await mls.HandsOver(Cast.Bob, Cast.Dana);

        var page = (await sarah.Sends(form)).MustBe(409);
        Assert.Contains("Handed over by Bob Broker to Dana Deputy", page.Words);
        Assert.Equal("He called twice", page.FormOf("resend").Fields["reason"]);
        Assert.Equal("2", page.FormOf("resend").Fields["step"]);
        (await sarah.Sends(page.FormOf("resend"))).MustBe(303);
    }

    [Fact]
    public async Task A_second_click_does_it_once()
    {
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called");
        (await sarah.Sends(form)).MustBe(303);
        (await sarah.Sends(form)).MustBe(303);

        Assert.Equal(2, (await mls.Enrollment(id)).Step);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task An_address_that_says_done_confirms_nothing_by_itself()
    {
        var id = await mls.Applies(Cast.Jane);

        Assert.DoesNotContain("role=\"status\"", (await sarah.Opens($"/staff/cases/{id}?done=withdraw")).Source);
        Assert.DoesNotContain("role=\"status\"", (await sarah.Opens("/staff?said=done&item=nothing")).Source);
        Assert.DoesNotContain("role=\"status\"", (await sarah.Opens("/staff/offices/lakeview?done=changed")).Source);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{{constructor}}")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task A_text_that_is_hostile_stands_there_as_it_was_typed(string text)
    {
        var id = await mls.Applies(Cast.Jane);
        var page = await sarah.Does((await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", text));

        Assert.DoesNotContain("<script>alert", page.Source);
        Assert.DoesNotContain("<img", page.Source);
        Assert.Contains("inside-only", page.Source);
        (await sarah.Opens($"/staff/search?q={Uri.EscapeDataString(text)}")).MustBe(200);
        Assert.DoesNotContain("<img", (await sarah.Opens($"/staff/search?q={Uri.EscapeDataString(text)}")).Source);
    }

    [Theory]
    [InlineData("skip=-1")]
    [InlineData("skip=99999999999")]
    [InlineData("show=nothing")]
    [InlineData("skip=5000")]
    public async Task A_parameter_that_is_none_does_no_harm(string query)
    {
        var id = await mls.Applies(Cast.Jane);
        (await sarah.Opens($"/staff/cases/{id}?{query}")).MustBe(200);
    }

    [Fact]
    public async Task A_case_that_fails_in_the_directory_is_tried_again_or_set_up_by_hand()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        var page = await sarah.Sees($"/staff/cases/{id}");
        Assert.Contains("Try again now", page.Words);

        await sarah.Does(page.FormOf("skip").With("reason", "Invited by hand").With("confirmed", "yes"));
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Of_several_systems_one_is_chosen_and_what_each_said_stands_in_the_story()
    {
        mls.SystemsAreSilent("vendor", "lockbox");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Says("provisioning.failed", new { caseId = id, step = 4, target = "vendor", reason = "No such office" });
        var page = await sarah.Sees($"/staff/cases/{id}");
        Assert.Contains("The MLS system was asked to set up the member", page.Words);
        Assert.Contains("The MLS system says that it is not done", page.Words);
        Assert.Contains("No such office", page.Words);

        var form = page.FormOf("skip").With("reason", "Set up on the phone").With("confirmed", "yes");
        Assert.Contains("Choose the system.", (await sarah.Sends(form)).MustBe(400).Words);
        await sarah.Does(form.With("target", "vendor"));
        Assert.Contains("Set up by hand at vendor, by Sarah Lindqvist", (await sarah.Sees($"/staff/cases/{id}")).Words);
        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);
        await sarah.Does((await sarah.Sees($"/staff/cases/{id}")).FormOf("skip").With("reason", "The same").With("confirmed", "yes"));

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Billing_that_finance_refused_is_asked_for_again_or_cleared_by_hand()
    {
        mls.SystemsAreSilent("finance");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Says("billing.refused", new { caseId = id, step = 2, reason = "An old debt" });
        var page = await sarah.Sees($"/staff/cases/{id}");
        Assert.Contains("Finance can’t set up the billing", page.Words);
        Assert.Contains("An old debt", page.Words);
        Assert.Contains("Ask finance again", page.Words);

        await sarah.Does(page.FormOf("clear").With("reason", "She paid at the counter").With("confirmed", "yes"));
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Lists_show_each_stage_and_lead_on()
    {
        var id = await mls.Applies(Cast.Jane);
        Assert.Contains("Jane Doe", (await sarah.Opens("/staff/enrollments")).Words);
        Assert.Contains(id, (await sarah.Opens("/staff/enrollments?stage=broker-approval")).Words);
        var empty = (await sarah.Opens("/staff/enrollments?stage=access")).MustBe(200);
        Assert.Contains("Nothing is here", empty.Words);
        (await sarah.Opens("/staff/enrollments?stage=nowhere&after=rubbish")).MustBe(200);
    }
}

using MemberServices.Cases;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Checklist;
using MemberServices.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding.Checklist;

public sealed class WhenAMemberDoesTheirChecklist : IAsyncLifetime
{
    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartWithChecklistAsync();
        id = await mls.Enrolls(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_have_access_and_see_what_is_left_and_each_owner_has_work()
    {
        var view = await mls.Enrollment(id);

        Assert.Equal("checklist", view.Stage);
        Assert.Null(view.End);
        Assert.True(await mls.IsInGroup(Cast.Jane));
        Assert.Contains("your orientation checklist opens: Orientation class (within 30 days)", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal(["orientation-class", "rules-quiz", "data-license"], view.Checklist!.Items.Select(item => item.Id));
        Assert.All(view.Checklist.Items, item => Assert.Equal(ChecklistStatus.Open, item.Status));
        Assert.Equal(2, (await mls.WorkOf(StaffRoles.Trainers)).Count);
        var check = Assert.Single(await mls.WorkOf(StaffRoles.Level1));
        Assert.Equal("Signed data license of Jane Doe (TX-123456): complete it on the checklist", check.Title);
        Assert.Equal((await mls.Item(id, "data-license")).Due, check.Due);

        var page = await mls.Opens(mls.Progress(Cast.Jane));
        foreach (var words in new[] { "Your orientation checklist", "0 of 3 done", "Attend one orientation class", "Due by the end of Wednesday, April 1", "Mandatory. Trainers record it", "Managers verify it" })
        {
            Assert.Contains(words, page.Words);
        }
    }

    /// <summary>The log has another change while the step still tells of the first.</summary>
    [Fact]
    public async Task Items_completed_at_once_are_all_told_of()
    {
        var cases = mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>();
        var first = await Add("orientation-class");
        await Add("rules-quiz");

        var told = await mls.Services.GetRequiredService<ChecklistNews>().TellAsync(first, first.Steps[^1]);

        Assert.Empty(told.Checklist!.Unfollowed);
        await mls.Settle();
        Assert.Equal(2, (await mls.Happenings(Cast.Jane)).Count(line => line == "checklist.item-completed"));

        async Task<CaseRecord<EnrollmentOpened, EnrollmentOutcome>> Add(string item) => (await cases.AddEntryAsync(
            CaseId.Parse(id),
            _ => CaseEntry.Of(ChecklistEntry.Kind, mls.Now, Actor.SystemFor("Sarah"), Channel.Api, new ChecklistEntry(item, ChecklistAct.Complete)))).Record;
    }

    [Fact]
    public async Task The_last_mandatory_item_completes_the_enrollment_and_member_and_broker_get_a_receipt()
    {
        await mls.Completes(id, "orientation-class");
        Assert.Null((await mls.Enrollment(id)).End);

        await mls.Completes(id, "rules-quiz");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Equal("Your enrollment in Lakeshore MLS is complete", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal("Enrollment complete: Jane Doe", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Contains("enrollment.completed", await mls.Happenings(Cast.Jane));
        // What wasn't mandatory lapses.
        Assert.Empty(await mls.WorkOf(StaffRoles.Trainers));
        Assert.Empty(await mls.WorkOf(StaffRoles.Level1));
        var page = await mls.Opens(mls.Progress(Cast.Jane));
        Assert.Contains("2 of 3 done", page.Words);
    }

    [Fact]
    public async Task A_second_person_verifies_and_not_the_first()
    {
        await mls.Completes(id, "data-license", Cast.Elena);
        Assert.Equal(ChecklistStatus.Completed, (await mls.Item(id, "data-license")).Status);
        Assert.StartsWith("Verify Signed data license of Jane Doe", Assert.Single(await mls.WorkOf(StaffRoles.Managers)).Title);
        Assert.Empty(await mls.WorkOf(StaffRoles.Level1));

        using var same = await mls.Acts(id, "data-license", "verify", Cast.Elena);
        Assert.Equal(409, (int)same.StatusCode);
        Assert.Contains("completed Signed data license: somebody else verifies it", await same.Content.ReadAsStringAsync());
        using var other = await mls.Acts(id, "data-license", "verify", Cast.Sarah);
        Assert.Equal(409, (int)other.StatusCode);
        Assert.Contains("somebody of the role managers", await other.Content.ReadAsStringAsync());
        await mls.MayAct(id, "data-license", "verify", Cast.Marcus);

        var item = await mls.Item(id, "data-license");
        Assert.Equal(ChecklistStatus.Done, item.Status);
        Assert.Equal("a system, for Marcus Bell", item.Verified!.By);
        Assert.Empty(await mls.WorkOf(StaffRoles.Managers));
        var page = await mls.Opens(mls.Progress(Cast.Jane));
        Assert.Contains("verified by Managers on", page.Words);
        Assert.DoesNotContain("Marcus", page.Words);
    }

    [Fact]
    public async Task A_refused_item_is_open_again_and_the_member_hears_why_and_by_when()
    {
        await mls.Completes(id, "data-license", Cast.Elena);

        await mls.MayAct(id, "data-license", "reopen", Cast.Marcus, "No signature", "Please sign page 2.");

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal("Action needed: Signed data license is open again", mail.Subject);
        Assert.Contains("> Please sign page 2.", mail.Text);
        Assert.DoesNotContain("No signature", mail.Text);
        Assert.Contains("by the end of Monday, March 16", mail.Text);
        Assert.Empty(await mls.WorkOf(StaffRoles.Managers));
        Assert.Single(await mls.WorkOf(StaffRoles.Level1));
        Assert.Contains("Please sign page 2.", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Equal("No signature", (await mls.Item(id, "data-license")).Reopened!.Reason);
    }

    [Fact]
    public async Task A_waived_item_is_not_waited_for()
    {
        await mls.Completes(id, "orientation-class");

        await mls.MayAct(id, "rules-quiz", "waive", reason: "She took it last year", toMember: "We have your quiz of last year.");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject == "No longer needed: Rules quiz" && mail.Text.Contains("> We have your quiz of last year.", StringComparison.Ordinal));
        Assert.Contains("checklist.item-waived", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task The_same_again_is_answered_as_the_first_was()
    {
        var first = await mls.Completes(id, "orientation-class");
        await mls.Advance(hours: 3);
        var again = await mls.Completes(id, "orientation-class", Cast.Elena);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Single(await mls.Happenings(Cast.Jane), type => type == "checklist.item-completed");
    }

    [Fact]
    public async Task A_withdrawal_takes_all_of_it_back()
    {
        await mls.Completes(id, "orientation-class");

        await mls.Withdraws(id);

        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Empty(await mls.WorkOf(StaffRoles.Trainers));
        using var late = await mls.Acts(id, "rules-quiz", "complete");
        Assert.Equal(410, (int)late.StatusCode);
    }
}

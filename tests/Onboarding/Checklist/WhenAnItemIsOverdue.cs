using MemberServices.Onboarding;
using MemberServices.Onboarding.Checklist;
using MemberServices.Policies;

namespace MemberServices.Tests.Onboarding.Checklist;

public sealed class WhenAnItemIsOverdue : IAsyncLifetime
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
    public async Task The_member_is_told_seven_days_before_that_access_will_be_suspended()
    {
        await mls.Advance(days: 22);
        Assert.DoesNotContain(mls.Inbox(Cast.Jane).All, mail => mail.Subject.StartsWith("Action needed to keep", StringComparison.Ordinal));

        await mls.Advance(days: 1);

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal("Action needed to keep your access: Orientation class and Rules quiz, due Wednesday, April 1", mail.Subject);
        Assert.Contains("Orientation class: Attend one orientation class", mail.Text);
        Assert.Contains("If Orientation class and Rules quiz is not done by then, we suspend your access until it is.", mail.Text);
        Assert.True(await mls.IsInGroup(Cast.Jane));
    }

    [Fact]
    public async Task What_is_not_mandatory_reminds_without_a_threat_and_suspends_nothing()
    {
        await mls.Completes(id, "orientation-class");
        await mls.Advance(days: 7);
        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal("Reminder: Signed data license, due Monday, March 16", mail.Subject);
        Assert.Contains("It is not mandatory", mail.Text);

        await mls.Advance(days: 10);

        Assert.True(await mls.IsInGroup(Cast.Jane));
        var item = await mls.Item(id, "data-license");
        Assert.True(item is { IsOverdue: true, Suspends: false });
    }

    [Fact]
    public async Task Access_is_suspended_when_its_day_closes_and_the_member_is_told_what_to_do()
    {
        await mls.Advance(days: 30, hours: 6);
        Assert.True(await mls.IsInGroup(Cast.Jane));

        await mls.Advance(hours: 1);

        Assert.False(await mls.IsInGroup(Cast.Jane));
        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal("Your access to Lakeshore MLS is suspended", mail.Subject);
        Assert.Contains("Orientation class: Attend one", mail.Text);
        Assert.Contains("Rules quiz: Read our rules", mail.Text);
        Assert.Single(mls.Inbox(Cast.Jane).All, each => each.Subject == mail.Subject);
        var view = await mls.Enrollment(id);
        Assert.NotNull(view.Checklist!.SuspendedSince);
        Assert.Null(view.End);
        var member = await mls.Api.GetStringAsync("/api/members/TX-123456", TestContext.Current.CancellationToken);
        Assert.Contains($"\"suspendedFor\":[\"{id}.orientation-class\",\"{id}.rules-quiz\"]", member);

        var page = await mls.Opens(mls.Progress(Cast.Jane));
        Assert.Contains("Your access is suspended", page.Words);
        Assert.Contains("because this is overdue: Orientation class and Rules quiz", page.Words);
        Assert.Contains("Overdue", page.Words);
        Assert.Contains("member.suspended", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task The_last_of_them_restores_access_at_once()
    {
        await mls.Advance(days: 31);
        await mls.Completes(id, "orientation-class");
        Assert.False(await mls.IsInGroup(Cast.Jane));

        await mls.Completes(id, "rules-quiz");

        Assert.True(await mls.IsInGroup(Cast.Jane));
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject == "Your access to Lakeshore MLS is back");
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("member.restored", await mls.Happenings(Cast.Jane));
        Assert.Contains("\"suspendedFor\":null", await mls.Api.GetStringAsync("/api/members/TX-123456", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_opened_again_later_leaves_a_week_before_it_suspends()
    {
        await mls.Completes(id, "rules-quiz");
        await mls.Advance(days: 31);
        await mls.Completes(id, "data-license", Cast.Elena);
        Assert.False(await mls.IsInGroup(Cast.Jane));
        await mls.MayAct(id, "rules-quiz", "reopen", reason: "Another one's quiz");
        await mls.Completes(id, "orientation-class");
        Assert.True(await mls.IsInGroup(Cast.Jane));

        await mls.Advance(days: 6);
        Assert.True(await mls.IsInGroup(Cast.Jane));
        await mls.Advance(days: 2);

        Assert.False(await mls.IsInGroup(Cast.Jane));
        Assert.Equal(2, mls.Inbox(Cast.Jane).All.Count(mail => mail.Subject == "Your access to Lakeshore MLS is suspended"));
    }

    [Fact]
    public async Task A_directory_that_is_away_is_tried_again()
    {
        mls.Graph.Faults.Refuse(503, times: 100, on: "DELETE /v1.0/groups");
        await mls.Advance(days: 30, hours: 7);
        Assert.True(await mls.IsInGroup(Cast.Jane));
        mls.Graph.Faults.Clear();
        await mls.Advance(hours: 1);
        Assert.False(await mls.IsInGroup(Cast.Jane));

        mls.Graph.Faults.Refuse(503, times: 100, on: "POST /v1.0/groups");
        await mls.MayAct(id, "rules-quiz", "waive", reason: "Not needed");
        await mls.Completes(id, "orientation-class");
        Assert.Null((await mls.Enrollment(id)).End);
        mls.Graph.Faults.Clear();
        await mls.Advance(minutes: 10);

        Assert.True(await mls.IsInGroup(Cast.Jane));
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task What_the_directory_refuses_is_work_for_staff_until_it_is_so()
    {
        mls.Graph.Faults.Refuse(403, times: 100, on: "DELETE /v1.0/groups");
        await mls.Advance(days: 30, hours: 7);
        Assert.Contains(await mls.WorkOf(StaffRoles.Level1), item => item.Title == "Suspend access by hand: the directory doesn't let us for Jane Doe (TX-123456)");

        mls.Graph.Faults.Clear();
        await mls.Advance(days: 2);

        Assert.False(await mls.IsInGroup(Cast.Jane));
        Assert.DoesNotContain(await mls.WorkOf(StaffRoles.Level1), item => item.Title.StartsWith("Suspend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_holds_the_user_for_something_else_keeps_it()
    {
        var other = Cast.Jane with { MemberStateLicense = "999999", MemberFullName = "Jane Doe" };
        await mls.Advance(days: 10);
        var second = await mls.Enrolls(other);
        await mls.Advance(days: 21);
        Assert.NotNull((await mls.Enrollment(id)).Checklist!.SuspendedSince);
        Assert.True(await mls.IsInGroup(Cast.Jane));

        await mls.Withdraws(second);
        Assert.False(await mls.IsInGroup(Cast.Jane));
    }

    [Fact]
    public async Task A_corrected_address_is_suspended_and_restored_as_the_former_was()
    {
        var janet = Cast.Jane with { MemberEmail = "janet@example.com" };
        await mls.Advance(days: 31);
        await mls.Corrects(id, new { memberEmail = janet.MemberEmail });
        await mls.SaysIsTheirs(janet.MemberEmail);

        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.False(await mls.IsInGroup(janet));

        await mls.Completes(id, "orientation-class");
        await mls.Completes(id, "rules-quiz");
        Assert.True(await mls.IsInGroup(janet));
    }

    [Fact]
    public async Task The_other_systems_suspend_and_restore_it_too()
    {
        await mls.Advance(days: 31);
        Assert.Equal(["vendor", "lockbox"], Asked("access.suspended").Order(StringComparer.Ordinal).Reverse());

        mls.Systems["lockbox"] = Local.Systems.Behavior.IsSilent;
        await mls.Completes(id, "orientation-class");
        Assert.Empty(Asked("access.restored"));
        await mls.Completes(id, "rules-quiz");
        Assert.Equal(2, Asked("access.restored").Count());
        // The lockbox provider's silence keeps the end waiting until it is somebody's work.
        Assert.Null((await mls.Enrollment(id)).End);
        await mls.Advance(days: 5);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains(await mls.WorkOf(StaffRoles.Level1), item => item.Title.StartsWith("Have the lockbox provider restore the member's access: Jane Doe", StringComparison.Ordinal));

        IEnumerable<string> Asked(string type) => mls.Systems.Requests().Where(request => request.Type == type).Select(request => request.Counterpart.Id);
    }

    [Fact]
    public async Task Who_never_does_it_is_called_and_warned_and_loses_the_access_in_the_end()
    {
        await mls.Advance(days: 93);
        Assert.Contains(await mls.WorkOf(StaffRoles.Level1), item => item.Title == "Call the member: Jane Doe (TX-123456) hasn't done Orientation class and Rules quiz");

        await mls.Advance(days: 82);
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject == "Last notice: your enrollment in Lakeshore MLS ends soon");
        Assert.Null((await mls.Enrollment(id)).End);
        await mls.Advance(days: 10);

        Assert.Equal(EnrollmentEnd.Failed, (await mls.Enrollment(id)).End!.End);
        Assert.Equal("Your enrollment in Lakeshore MLS has ended", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        using var again = await mls.SendsToTheApi(Cast.Jane);
        Assert.Equal(202, (int)again.StatusCode);
    }

    [Fact]
    public async Task Where_access_does_not_come_before_nothing_is_suspended()
    {
        await using var later = await Mls.StartWithChecklistAsync(enrollment =>
        {
            var stages = enrollment["stages"]!.AsArray();
            var checklist = stages.Single(stage => (string?)stage!["id"] == "checklist");
            stages.Remove(checklist);
            stages.Insert(1, checklist);
        });
        var early = await later.Enrolls(Cast.Jane);

        await later.Advance(days: 32);

        var view = await later.Enrollment(early);
        Assert.True(view is { Stage: "checklist", Checklist.SuspendedSince: null });
        Assert.DoesNotContain(later.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("suspend", StringComparison.Ordinal));
        Assert.Contains(later.Inbox(Cast.Jane).All, mail => mail.Text.Contains("Your enrollment is completed only when", StringComparison.Ordinal));
        await later.Completes(early, "orientation-class");
        await later.Completes(early, "rules-quiz");
        Assert.True(await later.IsInGroup(Cast.Jane));
    }
}

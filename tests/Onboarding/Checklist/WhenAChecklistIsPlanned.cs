using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Onboarding.Checklist;
using MemberServices.Policies;

namespace MemberServices.Tests.Onboarding.Checklist;

public class WhenAChecklistIsPlanned
{
    static readonly PolicyFile Shipped = PolicyReader.Load(Mls.Shipped);
    static readonly BusinessCalendar Calendar = new NamedCalendars(Shipped.Calendars).Default.Time;
    static readonly ChecklistPolicy Policy = Shipped.Enrollment.Checklist;

    [Fact]
    public void An_item_is_due_when_its_day_closes_and_reminds_on_open_days_before()
    {
        var moments = ChecklistSchedule.Of(ChecklistState.Fold(Policy, []), Mls.MondayMorning, Calendar);

        Assert.Equal(
            [
                "Mon 03-09 08:30 reminds data-license",
                "Fri 03-13 08:30 reminds data-license",
                "Mon 03-16 17:00 due data-license",
                "Wed 03-25 08:30 reminds orientation-class, rules-quiz",
                "Tue 03-31 08:30 reminds orientation-class, rules-quiz",
                "Wed 04-01 17:00 due orientation-class, rules-quiz",
            ],
            moments.Select(Shown));
    }

    [Fact]
    public void What_falls_on_a_closed_day_is_due_on_the_next_open_one()
    {
        // 30 days after Thursday, October 29, is a Saturday after Thanksgiving; the Friday and the Thursday before are closed, too.
        var opened = new DateTimeOffset(2026, 10, 28, 10, 0, 0, TimeSpan.FromHours(-5));

        var last = ChecklistSchedule.Of(ChecklistState.Fold(Policy, []), opened, Calendar).TakeLast(3);

        Assert.Equal(["Mon 11-23 08:30 reminds orientation-class, rules-quiz", "Wed 11-25 08:30 reminds", "Mon 11-30 17:00 due"], last.Select(Shown).Select((text, i) => i == 0 ? text : text.Split(" orientation")[0]));
    }

    [Fact]
    public void What_is_done_is_neither_due_nor_reminded_of()
    {
        var state = ChecklistState.Fold(Policy, [Change(1, "orientation-class", ChecklistAct.Complete), Change(2, "data-license", ChecklistAct.Waive)]);

        Assert.All(
            ChecklistSchedule.Of(state, Mls.MondayMorning, Calendar),
            moment => Assert.Equal("rules-quiz", Assert.Single(moment.Reminded.Concat(moment.Due)).Item.Id));
    }

    [Fact]
    public void What_is_opened_again_leaves_the_days_of_notice()
    {
        var late = new DateTimeOffset(2026, 4, 10, 15, 0, 0, TimeSpan.Zero);
        var state = ChecklistState.Fold(
            Policy, [Change(1, "rules-quiz", ChecklistAct.Complete), Change(2, "rules-quiz", ChecklistAct.Reopen, late), Change(3, "orientation-class", ChecklistAct.Complete)]);

        Assert.Equal(
            ["Thu 04-16 08:30 reminds rules-quiz", "Fri 04-17 17:00 due rules-quiz"],
            ChecklistSchedule.Of(state, Mls.MondayMorning, Calendar).Where(moment => moment.At > late).Select(Shown));
    }

    [Theory]
    [InlineData("complete", "done")]
    [InlineData("complete complete", "done")]
    [InlineData("verify", "open")]
    [InlineData("waive complete", "waived")]
    [InlineData("complete waive", "done")]
    [InlineData("complete reopen", "open")]
    [InlineData("waive reopen complete", "done")]
    [InlineData("reopen", "open")]
    [InlineData("suspend complete", "done")]
    public void A_change_that_does_not_fit_changes_nothing(string acts, string status) =>
        Assert.Equal(status, EnumNames<ChecklistStatus>.Of(Fold("rules-quiz", acts).Find("rules-quiz")!.Status));

    [Fact]
    public void Two_people_make_an_item_done_that_has_a_verifier()
    {
        var policy = Policy with { Items = [.. Policy.Items.Select(item => item with { VerifierRole = "managers" })] };

        Assert.Equal(ChecklistStatus.Completed, Fold("rules-quiz", "complete", policy).Find("rules-quiz")!.Status);
        Assert.Equal(ChecklistStatus.Done, Fold("rules-quiz", "complete verify", policy).Find("rules-quiz")!.Status);
    }

    [Fact]
    public void Access_is_suspended_by_the_first_and_restored_by_the_last()
    {
        var state = ChecklistState.Fold(
            Policy,
            [
                Change(1, "rules-quiz", ChecklistAct.Suspend), Change(2, "orientation-class", ChecklistAct.Suspend),
                Change(3, "rules-quiz", ChecklistAct.Complete), Change(4, "orientation-class", ChecklistAct.Waive),
                Change(5, "data-license", ChecklistAct.Suspend), Change(6, "nothing", ChecklistAct.Suspend),
            ]);

        Assert.Equal([1, 4], state.Turns.Select(turn => turn.Number));
        Assert.False(state.IsSuspended);
        Assert.True(state.IsDone);
    }

    static ChecklistState Fold(string item, string acts, ChecklistPolicy? policy = null) => ChecklistState.Fold(
        policy ?? Policy, acts.Split(' ').Select((act, i) => Change(i + 1, item, EnumNames<ChecklistAct>.TryParse(act, out var known) ? known : throw new ArgumentException(act))));

    static ChecklistChange Change(int number, string item, ChecklistAct act, DateTimeOffset? at = null) =>
        new(number, at ?? Mls.MondayMorning.AddHours(number), Actor.Timer, Channel.System, new ChecklistEntry(item, act));

    static string Shown(ChecklistMoment moment)
    {
        var what = moment.Due.Count > 0 ? "due" : "reminds";
        var items = moment.Reminded.Concat(moment.Due).Select(item => item.Item.Id);
        return FormattableString.Invariant($"{Calendar.InZone(moment.At):ddd MM-dd HH:mm} {what} {string.Join(", ", items)}");
    }
}

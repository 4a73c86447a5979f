using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Onboarding;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Cases;

/// <summary>
/// The schedule against the plan that approvals have had: the same instants for whoever is asked in open hours. This
/// file goes when approvals use the schedule.
/// </summary>
public class WhenApprovalsMoveToTheSchedule
{
    static readonly ApprovalPolicy Before = new() { ReminderDays = [2, 5], StaffDays = 7, ExpiryDays = 14 };
    static readonly EscalationPolicy After = new() { ReminderDays = [2, 5], StaffDays = 7, LastNoticeDays = 13, EndDays = 14 };

    [Fact]
    public void Asked_in_open_hours_all_instants_are_the_same() => Holds((calendar, start) =>
    {
        // In the hour that the clock shows twice the schedule is up to an hour later, so that it never goes back.
        var asked = calendar.NextOpen(start);
        return IsShownAgain(calendar, asked) || Instants(After, calendar, asked).SequenceEqual(Planned(calendar, asked));
    });

    [Fact]
    public void Asked_while_closed_no_instant_is_earlier() => Holds((calendar, start) =>
        Instants(After, calendar, start).Zip(Planned(calendar, start)).All(pair => pair.First >= pair.Second));

    [Fact]
    public void Asked_on_a_saturday_the_plan_came_before_that_of_the_friday_night_and_the_schedule_does_not()
    {
        var calendar = new BusinessCalendar(Calendars.Chicago);
        var (friday, saturday) = (calendar.At("2026-03-06 22:00"), calendar.At("2026-03-07 10:00"));

        Assert.True(Planned(calendar, saturday)[0] < Planned(calendar, friday)[0]);
        Assert.Equal(Instants(After, calendar, friday), Instants(After, calendar, saturday));
    }

    static DateTimeOffset[] Planned(BusinessCalendar calendar, DateTimeOffset start) =>
        [.. ApprovalPlan.Make(Before, calendar, start).Select(step => step.At)];

    static DateTimeOffset[] Instants(EscalationPolicy policy, BusinessCalendar calendar, DateTimeOffset start) =>
        [.. EscalationSchedule.Create(policy, calendar, start).Where(d => d.Kind != DeadlineKind.LastNotice).Select(d => d.At)];

    static bool IsShownAgain(BusinessCalendar calendar, DateTimeOffset at)
    {
        var shown = calendar.InZone(at);
        return shown.Zone.MapLocal(shown.LocalDateTime) is { Count: 2 } twice && twice.Last() == shown;
    }

    static void Holds(Func<BusinessCalendar, DateTimeOffset, bool> property) => Prop.ForAll(
        AnyCalendar.Policy.ToArbitrary(), AnyCalendar.Instant.ToArbitrary(),
        (policy, start) => property(new BusinessCalendar(policy), start)).QuickCheckThrowOnFailure();
}

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Cases;

public class WhenNobodyAnswers
{
    static readonly EscalationPolicy Approval = new() { ReminderDays = [2, 5], StaffDays = 7, LastNoticeDays = 13, EndDays = 14 };

    readonly BusinessCalendar calendar = new(Calendars.Chicago);

    [Fact]
    public void Reminds_asks_staff_gives_a_last_notice_and_ends() => Assert.Equal(
        ["reminder.1 2026-03-04 09:30", "reminder.2 2026-03-09 09:30", "staff.1 2026-03-11 09:30", "last-notice.1 2026-03-19 09:30", "end.1 2026-03-20 17:00"],
        Told(EscalationSchedule.Create(Approval, calendar, calendar.At("2026-03-02 09:30"))));

    [Fact]
    public void Nobody_to_ask_is_staffs_at_the_next_open_moment() => Assert.Equal(
        ["staff.1 2026-03-02 09:00", "last-notice.1 2026-03-19 09:00", "end.1 2026-03-20 17:00"],
        Told(EscalationSchedule.CreateForStaff(Approval, calendar, calendar.At("2026-02-28 20:00"))));

    [Fact]
    public void Asked_on_the_weekend_or_the_night_before_counts_from_the_next_opening() =>
        Assert.All(["2026-03-06 17:00", "2026-03-07 10:00", "2026-03-08 23:59", "2026-03-09 09:00"], start =>
            Assert.Equal("2026-03-11 09:00", calendar.Shows(EscalationSchedule.Create(Approval, calendar, calendar.At(start))[0].At)));

    [Fact]
    public void In_the_hour_that_comes_twice_the_later_start_still_has_the_later_deadline()
    {
        var always = new BusinessCalendar(Calendars.AroundTheClock("America/Chicago"));
        var first = always.At("2026-11-01 00:50") + TimeSpan.FromHours(1);
        var second = first + TimeSpan.FromMinutes(20);

        Assert.Equal("2026-11-01 01:50", always.Shows(first));
        Assert.Equal("2026-11-01 01:10", always.Shows(second));
        Assert.Equal("2026-11-02 01:50", always.Shows(always.DeadlineAfter(first, 1)));
        Assert.Equal("2026-11-02 02:00", always.Shows(always.DeadlineAfter(second, 1)));
        Assert.Equal(second, always.DeadlineAfter(second, 0));
    }

    [Theory]
    [InlineData("America/Chicago", "2026-11-01T07:00Z")]
    [InlineData("America/Chicago", "2026-03-08T08:00Z")]
    [InlineData("Europe/London", "2025-10-26T01:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-04-05T15:00Z")]
    [InlineData("Africa/Cairo", "2025-10-30T21:00Z")]
    [InlineData("America/Havana", "2025-11-02T05:00Z")]
    public void Minute_by_minute_over_a_changed_clock_no_deadline_goes_back(string zone, string changes)
    {
        var change = DateTimeOffset.Parse(changes);
        var policy = Calendars.AroundTheClock(zone);
        OpenHours[] nights = [new("00:10", "01:20"), new("01:40", "23:30")];
        BusinessCalendar[] calendars = [new(policy), new(policy with { Hours = policy.Hours with { Saturday = nights, Sunday = nights } })];
        Assert.All(calendars, counted =>
        {
            var deadlines = Enumerable.Range(-1600, 3200).Select(minute => counted.DeadlineAfter(change.AddMinutes(minute), 1)).ToList();
            Assert.Equal(deadlines.Order(), deadlines);
        });
    }

    /// <summary>Open a moment before, and not again on that day.</summary>
    static bool IsClosing(BusinessCalendar calendar, DateTimeOffset at) =>
        calendar.IsOpen(at.AddTicks(-1)) && calendar.InZone(calendar.NextOpen(at)).Date > calendar.InZone(at.AddTicks(-1)).Date;

    [Fact]
    public void Of_two_that_meet_at_one_opening_the_reminder_is_first_and_the_end_last()
    {
        var late = new BusinessCalendar(Calendars.Chicago with
        {
            Hours = new() { Monday = [new("09:00", "17:00")], Tuesday = [new("09:00", "12:00")], Wednesday = [new("18:00", "20:00")] },
        });

        Assert.Equal(
            ["reminder.1 2026-03-04 18:00", "staff.1 2026-03-04 18:00", "last-notice.1 2026-03-09 16:30", "end.1 2026-03-11 20:00"],
            Told(EscalationSchedule.Create(
                new() { ReminderDays = [2], StaffDays = 1, LastNoticeDays = 3, EndDays = 4 }, late, late.At("2026-03-02 16:30"))));
    }

    [Fact]
    public void A_later_start_never_gives_an_earlier_deadline() => Prop.ForAll(
        (from policy in AnyCalendar.Policy
         from escalation in AnyEscalation
         from start in AnyCalendar.Instant
         from later in Gen.OneOf(Gen.Choose(0, 180), Gen.Choose(0, 10 * 24 * 60))
         select (policy, escalation, start, later)).ToArbitrary(),
        c =>
        {
            var counted = new BusinessCalendar(c.policy);
            var early = EscalationSchedule.Create(c.escalation, counted, c.start);
            var late = EscalationSchedule.Create(c.escalation, counted, c.start.AddMinutes(c.later));
            return early.All(first => first.At <= late.Single(second => second.IdOf(Case, 1) == first.IdOf(Case, 1)).At);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Deadlines_come_in_order_in_open_hours_each_with_an_id_of_its_own_and_the_end_last() => Prop.ForAll(
        (from policy in AnyCalendar.Policy
         from escalation in AnyEscalation
         from start in AnyCalendar.Instant
         select (policy, escalation, start)).ToArbitrary(),
        c =>
        {
            var counted = new BusinessCalendar(c.policy);
            var deadlines = EscalationSchedule.Create(c.escalation, counted, c.start);
            return deadlines.Zip(deadlines.Skip(1)).All(pair => pair.First.At <= pair.Second.At)
                && deadlines.All(d => d.At > c.start && (d.Kind == DeadlineKind.End ? IsClosing(counted, d.At) : counted.IsOpen(d.At)))
                && deadlines.Select(d => d.IdOf(Case, 1)).Distinct().Count() == deadlines.Count
                && deadlines.Count(d => d.Kind == DeadlineKind.Reminder && d.IsLast) == Math.Min(1, c.escalation.ReminderDays.Count)
                && deadlines[^1].Kind == DeadlineKind.End;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ids_differ_by_case_step_kind_and_number()
    {
        var deadlines = EscalationSchedule.Create(Approval, calendar, calendar.At("2026-03-02 09:30"));

        Assert.Equal("EN-234567.1.reminder.2", deadlines[1].IdOf(Case, 1));
        Assert.Equal("EN-234567.2.last-notice.1", deadlines[3].IdOf(Case, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => deadlines[0].IdOf(Case, 0));
        Assert.Throws<InvalidOperationException>(() => deadlines[0].IdOf(default, 1));
    }

    [Fact]
    public void A_schedule_in_a_cases_row_is_read_as_it_was_written()
    {
        var deadlines = EscalationSchedule.Create(Approval, calendar, calendar.At("2026-03-02 09:30"));

        Assert.Equal(deadlines, JsonSerializer.Deserialize<Deadline[]>(JsonSerializer.Serialize(deadlines)));
    }

    [Fact]
    public void A_policy_that_cannot_be_kept_is_refused_with_each_place_and_rule()
    {
        var check = new PolicyCheck();
        new EscalationPolicy { ReminderDays = [0, 5, 5, 14], StaffDays = 14, LastNoticeDays = 14, EndDays = 14 }.Check(check.At("approval"));
        new EscalationPolicy { ReminderDays = [], EndDays = 251 }.Check(check.At("survey"));

        Assert.Equal(
            ["$.approval.reminderDays[0]", "$.approval.reminderDays[2]", "$.approval.reminderDays[3]", "$.approval.staffDays", "$.approval.lastNoticeDays", "$.survey.endDays"],
            check.Errors.Select(error => error.Path));
        Assert.Equal("must be more than the one before it (the first more than 0) and less than endDays; got 5", check.Errors[1].Message);
        Assert.Contains("reminderDays", Assert.Throws<ArgumentException>(() =>
            EscalationSchedule.Create(Approval with { EndDays = 5 }, calendar, default)).Message);
    }

    static CaseId Case { get; } = CaseId.Parse("EN-234567");

    static Gen<EscalationPolicy> AnyEscalation =>
        from days in Gen.Choose(1, 40).NonEmptyListOf()
        from reminders in Gen.Choose(0, 3)
        from staff in Gen.Choose(0, 40)
        from notice in Gen.Elements(true, false)
        let rising = days.Distinct().Order().Take(reminders).ToArray()
        let end = rising.LastOrDefault() + days.Count + 1
        select new EscalationPolicy
        {
            ReminderDays = rising,
            StaffDays = staff > 0 && staff < end ? staff : null,
            LastNoticeDays = notice ? end - 1 : null,
            EndDays = end,
        };

    string[] Told(IEnumerable<Deadline> deadlines) =>
        [.. deadlines.Select(d => $"{d.IdOf(Case, 1)["EN-234567.1.".Length..]} {calendar.Shows(d.At)}")];
}

using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Cases;

/// <summary>Over calendars, holidays, changed clocks, moves between levels and overlapping pauses.</summary>
public class WhateverTheClocksFacts
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How far counting minute by minute goes.</summary>
    static readonly TimeSpan Horizon = TimeSpan.FromDays(10);

    static Gen<ClockPause> AnyPause(DateTimeOffset opened) =>
        from begin in Gen.Choose(-600, 7 * 24 * 60)
        from length in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 3 * 24 * 60))
        from ends in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from why in Gen.Elements("waiting for the customer", "incident", "resolved")
        select new ClockPause(opened.AddMinutes(begin), ends ? opened.AddMinutes(begin + length) : null, why);

    static Gen<ClockFacts> AnyFacts =>
        from calendars in AnyCalendar.Policy.ListOf(3)
        from opened in AnyCalendar.Instant
        from changes in (from hour in Gen.Choose(-4, 40) from level in Gen.Choose(1, 3) select new LevelChange(opened.AddHours(4 * hour), level)).ListOf()
        from pauses in AnyPause(opened).ListOf()
        from target in Gen.Choose(1, 40 * 12)
        from aroundTheClock in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new ClockFacts
        {
            OpenedAt = opened,
            // So that four fifths are whole minutes.
            Target = 5 * target * Minute,
            Calendars = calendars.Index().ToDictionary(c => c.Index + 1, c => c.Item),
            LevelChanges = [.. changes.Take(4)],
            Pauses = [.. pauses.Take(5)],
            AroundTheClock = aroundTheClock,
        };

    [Fact]
    public void It_says_what_counting_minute_by_minute_says() => Prop.ForAll(AnyFacts.ToArbitrary(), facts =>
    {
        var clock = new StopClock(facts);
        var counted = MinuteByMinute.Count(facts, facts.OpenedAt + Horizon);
        return Same(clock.DueAt, counted.DueAt) && Same(clock.WarnsAt, counted.WarnsAt)
            && counted.UsedAfterDays.Index().All(day => clock.UsedAt(facts.OpenedAt.AddDays(day.Index)) == day.Item);

        bool Same(DateTimeOffset? told, DateTimeOffset? slow) => slow is null ? told is null || told > facts.OpenedAt + Horizon : told == slow;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_deadline_can_be_recomputed_from_the_listing_alone() => Prop.ForAll(AnyFacts.ToArbitrary(), facts =>
    {
        var clock = new StopClock(facts);
        var until = clock.DueAt?.AddDays(2) ?? facts.OpenedAt.AddDays(60);
        var (left, at) = (facts.Target, facts.OpenedAt);
        DateTimeOffset? due = null;
        foreach (var line in clock.Listing(until))
        {
            if (line.From != at || line.To < line.From)
            {
                return false;
            }

            at = line.To;
            var minutes = line.State == ClockState.Running ? TimeSpan.FromMinutes(line.Minutes) : TimeSpan.Zero;
            due ??= minutes >= left ? line.From + left : null;
            left -= minutes;
        }

        return at == until && due == clock.DueAt && clock.UsedAt(until) == facts.Target - left;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Neither_order_nor_repetition_of_the_facts_changes_anything() => Prop.ForAll(
        (from facts in AnyFacts from changes in Gen.Shuffle<LevelChange>(facts.LevelChanges) from pauses in Gen.Shuffle<ClockPause>(facts.Pauses) select (facts, changes, pauses)).ToArbitrary(),
        c =>
        {
            var until = c.facts.OpenedAt.AddDays(15);
            var mixed = new StopClock(c.facts with
            {
                OpenedAt = c.facts.OpenedAt.ToOffset(TimeSpan.FromHours(-6)),
                LevelChanges = [.. c.changes, .. c.changes.Take(1)],
                Pauses = [.. c.pauses.Take(1), .. c.pauses],
            });
            var clock = new StopClock(c.facts);
            return clock.DueAt == mixed.DueAt && clock.WarnsAt == mixed.WarnsAt && clock.Listing(until).SequenceEqual(mixed.Listing(until));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_pause_never_makes_it_due_earlier_nor_one_after_the_deadline_later() => Holds((facts, pause) =>
    {
        var (before, after) = (new StopClock(facts).DueAt, new StopClock(With(facts, pause)).DueAt);
        return before is null ? after is null : after is null || after >= before && (pause.From < before || after == before);
    });

    [Fact]
    public void A_pause_gives_back_exactly_the_time_that_it_covered() => Holds((facts, pause) =>
    {
        var before = new StopClock(facts);
        if (pause.To is not { } resumed || before.DueAt is null || pause.From >= before.DueAt)
        {
            return true;
        }

        var covered = before.UsedAt(resumed) - before.UsedAt(pause.From);
        return new StopClock(With(facts, pause)).DueAt is { } due
            ? before.UsedAt(due) == facts.Target + covered
            : facts.Pauses.Any(other => other.To is null);
    });

    [Fact]
    public void It_warns_before_it_is_due_and_both_are_the_first_instants_at_which_that_much_is_used() => Holds((facts, _) =>
    {
        var clock = new StopClock(facts);
        return clock.DueAt is not { } due
            || clock.WarnsAt < due && clock.UsedAt(due) == facts.Target && clock.UsedAt(due - Minute) == facts.Target - Minute
            && clock.UsedAt(clock.WarnsAt!.Value) == facts.Target * 0.8;
    });

    static ClockFacts With(ClockFacts facts, ClockPause pause) => facts with { Pauses = [.. facts.Pauses, pause] };

    static void Holds(Func<ClockFacts, ClockPause, bool> property) => Prop.ForAll(
        (from facts in AnyFacts from pause in AnyPause(facts.OpenedAt) select (facts, pause)).ToArbitrary(),
        c => property(c.facts, c.pause)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}

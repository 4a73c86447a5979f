using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Tests.Cases;

/// <summary>The slow way: asks of each minute whether it counts. For facts in whole minutes.</summary>
/// <param name="DueAt">When the target was reached, or null.</param>
/// <param name="WarnsAt">When four fifths of it were.</param>
/// <param name="UsedAfterDays">What was used 0, 1, 2 … times 24 hours after the opening.</param>
sealed record MinuteByMinute(DateTimeOffset? DueAt, DateTimeOffset? WarnsAt, IReadOnlyList<TimeSpan> UsedAfterDays)
{
    public static MinuteByMinute Count(ClockFacts facts, DateTimeOffset until)
    {
        var calendars = facts.Calendars.ToDictionary(level => level.Key, level => new BusinessCalendar(level.Value));
        var usedAfterDays = new List<TimeSpan>();
        DateTimeOffset? due = null;
        DateTimeOffset? warns = null;
        var used = TimeSpan.Zero;
        for (var at = facts.OpenedAt; at < until; at = at.AddMinutes(1))
        {
            if ((at - facts.OpenedAt).Ticks % TimeSpan.TicksPerDay == 0)
            {
                usedAfterDays.Add(used);
            }

            if (Counts(facts, calendars, at))
            {
                used += TimeSpan.FromMinutes(1);
                due ??= used == facts.Target ? at.AddMinutes(1) : null;
                warns ??= used == facts.Target * 0.8 ? at.AddMinutes(1) : null;
            }
        }

        return new(due, warns, usedAfterDays);
    }

    static bool Counts(ClockFacts facts, Dictionary<int, BusinessCalendar> calendars, DateTimeOffset at)
    {
        if (facts.Pauses.Any(pause => pause.From <= at && !(pause.To <= at)))
        {
            return false;
        }

        var level = facts.LevelChanges.Where(change => change.At <= at)
            .OrderBy(change => change.At).ThenBy(change => change.Level).LastOrDefault()?.Level ?? facts.StartLevel;
        return facts.AroundTheClock || calendars[level].IsOpen(at);
    }
}

using MemberServices.Calendar;

namespace MemberServices.Cases;

/// <summary>
/// Business time used of a target. It runs while we owe something and the level that has the case is open. Pure: the
/// same facts give the same answers in whatever order they are listed and whenever it is asked, so that lateness is
/// judged by when things happened, not by when a timer looked.
/// </summary>
public sealed class StopClock
{
    /// <summary>The most time that a target gives.</summary>
    public static readonly TimeSpan LongestTarget = TimeSpan.FromDays(60);

    static readonly TimeSpan LongestListing = TimeSpan.FromDays(20 * 366);

    readonly ClockFacts facts;
    readonly DateTimeOffset opened;
    readonly IReadOnlyList<ClockPause> pauses;
    readonly List<LevelChange> levels;
    readonly Dictionary<int, BusinessCalendar> calendars = [];
    readonly DateTimeOffset? stopped;

    /// <exception cref="ArgumentException">
    /// The target or the warning is out of its bounds, or a level has no calendar or one that breaks a rule.
    /// </exception>
    public StopClock(ClockFacts facts)
    {
        Refuse(facts.Target <= TimeSpan.Zero || facts.Target > LongestTarget, $"A target must be more than 0 and at most {LongestTarget.TotalDays} days; got {facts.Target}.");
        Refuse(facts.WarnPercent is < 1 or > 99, $"A clock must warn at 1 to 99 percent; got {facts.WarnPercent}.");
        this.facts = facts;
        opened = facts.OpenedAt.ToUniversalTime();
        pauses = facts.Pauses;
        levels = LevelsInOrder(facts, opened);
        foreach (var level in levels.Select(change => change.Level).Distinct())
        {
            Refuse(!facts.Calendars.ContainsKey(level), $"Level {level} must have a calendar: there are those of {string.Join(", ", facts.Calendars.Keys.Order())}.");
            calendars[level] = BusinessCalendar.Of(facts.Calendars[level]);
        }

        stopped = pauses.Where(pause => pause.To is null).Select(pause => (DateTimeOffset?)pause.From).Min();
    }

    /// <summary>
    /// When the target is used up: within open hours, or at their very end. Null while a pause that hasn't ended keeps
    /// it from ever being.
    /// </summary>
    public DateTimeOffset? DueAt => WhenUsed(facts.Target);

    /// <summary>When the warning's part of the target is used up; null as <see cref="DueAt"/>.</summary>
    public DateTimeOffset? WarnsAt => WhenUsed(TimeSpan.FromTicks(facts.Target.Ticks / 100 * facts.WarnPercent + facts.Target.Ticks % 100 * facts.WarnPercent / 100));

    /// <summary>How much was used up to an instant; nothing before the opening.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 20 years after the opening.</exception>
    public TimeSpan UsedAt(DateTimeOffset at) =>
        Until(at).Aggregate(TimeSpan.Zero, (used, entry) => used + entry.Used);

    /// <summary>
    /// Every interval from the opening up to an instant, without a gap. Whoever adds up the minutes that ran, level by
    /// level as listed, comes to <see cref="UsedAt"/>, and to <see cref="DueAt"/> where they reach the target.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 20 years after the opening.</exception>
    public IReadOnlyList<ClockEntry> Listing(DateTimeOffset until)
    {
        var listing = new List<ClockEntry>();
        foreach (var entry in Until(until))
        {
            if (listing.Count > 0 && listing[^1].GoesOnIn(entry))
            {
                listing[^1] = listing[^1] with { To = entry.To };
            }
            else
            {
                listing.Add(entry);
            }
        }

        return listing;
    }

    DateTimeOffset? WhenUsed(TimeSpan part)
    {
        var left = part;
        foreach (var entry in Entries().TakeWhile(entry => stopped is null || entry.From < stopped))
        {
            if (entry.Used >= left)
            {
                return entry.From + left;
            }

            left -= entry.Used;
        }

        return null;
    }

    IEnumerable<ClockEntry> Until(DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(until - opened, LongestListing, nameof(until));
        var end = until.ToUniversalTime();
        return Entries().TakeWhile(entry => entry.From < end).Select(entry => entry.To <= end ? entry : entry with { To = end });
    }

    /// <summary>All time from the opening on, in order, without end.</summary>
    IEnumerable<ClockEntry> Entries()
    {
        for (var i = 0; i < levels.Count; i++)
        {
            var (from, level) = levels[i];
            var to = i + 1 < levels.Count ? levels[i + 1].At : DateTimeOffset.MaxValue;
            if (i > 0)
            {
                yield return new ClockEntry(from, from, ClockState.Level, level);
            }

            foreach (var stretch in Stretches(level, from, to))
            {
                foreach (var entry in stretch.Kind == StretchKind.Open ? SplitByPauses(stretch, level) : [NotOpen(stretch, level)])
                {
                    yield return entry;
                }
            }
        }
    }

    IEnumerable<CalendarStretch> Stretches(int level, DateTimeOffset from, DateTimeOffset to) =>
        facts.AroundTheClock
            ? [new CalendarStretch(from, to, StretchKind.Open)]
            : calendars[level].StretchesFrom(from)
                .TakeWhile(stretch => stretch.From < to)
                .Select(stretch => stretch.To <= to ? stretch : stretch with { To = to });

    IEnumerable<ClockEntry> SplitByPauses(CalendarStretch open, int level)
    {
        var cuts = pauses.SelectMany(pause => new[] { pause.From, pause.To ?? open.To })
            .Select(cut => cut.ToUniversalTime())
            .Where(cut => cut > open.From && cut < open.To)
            .Append(open.To).Distinct().Order();
        var from = open.From;
        foreach (var to in cuts)
        {
            var reasons = pauses.Where(pause => pause.Covers(from, to)).Select(pause => pause.Why).Distinct().Order(StringComparer.Ordinal).ToList();
            yield return reasons.Count == 0
                ? new ClockEntry(from, to, ClockState.Running, level)
                : new ClockEntry(from, to, ClockState.Paused, level, string.Join(", ", reasons));
            from = to;
        }
    }

    static ClockEntry NotOpen(CalendarStretch stretch, int level) =>
        new(stretch.From, stretch.To, stretch.Kind == StretchKind.Holiday ? ClockState.Holiday : ClockState.Closed, level, stretch.Holiday);

    /// <summary>The level at the opening and each real change after it.</summary>
    static List<LevelChange> LevelsInOrder(ClockFacts facts, DateTimeOffset opened)
    {
        var levels = new List<LevelChange> { new(opened, facts.StartLevel) };
        foreach (var change in facts.LevelChanges.GroupBy(change => change.At.ToUniversalTime()).OrderBy(at => at.Key))
        {
            var level = change.Max(c => c.Level);
            if (change.Key <= opened)
            {
                levels[0] = new(opened, level);
            }
            else if (level != levels[^1].Level)
            {
                levels.Add(new(change.Key, level));
            }
        }

        return levels;
    }

    static void Refuse(bool isWrong, string why)
    {
        if (isWrong)
        {
            throw new ArgumentException(why);
        }
    }
}

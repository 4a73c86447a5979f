using MemberServices.Calendar;

namespace MemberServices.Cases;

/// <param name="At">When it moved.</param>
/// <param name="Level">To which level.</param>
public sealed record LevelChange(DateTimeOffset At, int Level);

/// <summary>
/// All that a clock is computed from. Its lists are in any order and may repeat themselves: they are read from a log
/// into which people, timers and other systems write.
/// </summary>
public sealed record ClockFacts
{
    /// <summary>When we began to owe it. What is said to have been earlier counts from here.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>
    /// How much time we have, in open time: more than 0 and at most 60 days of 24 hours. A target in business days is
    /// <see cref="BusinessCalendar.OpenTimeBetween"/> the opening and <see cref="BusinessDays.DeadlineAfter"/> it.
    /// </summary>
    public required TimeSpan Target { get; init; }

    /// <summary>When the clock warns, in percent of the target: 1 to 99.</summary>
    /// <value>80.</value>
    public int WarnPercent { get; init; } = 80;

    /// <summary>The calendar of each level that the case has been at.</summary>
    public required IReadOnlyDictionary<int, CalendarPolicy> Calendars { get; init; }

    /// <summary>The level at the opening.</summary>
    /// <value>1.</value>
    public int StartLevel { get; init; } = 1;

    /// <summary>The moves between levels. Of two at one instant the higher level holds.</summary>
    public IReadOnlyList<LevelChange> LevelChanges { get; init; } = [];

    /// <summary>The pauses. They may overlap; time in two of them is paused once.</summary>
    public IReadOnlyList<ClockPause> Pauses { get; init; } = [];

    /// <summary>Urgent: every hour counts at every level, whatever its calendar says.</summary>
    public bool AroundTheClock { get; init; }

    /// <summary>
    /// After a change of priority: the new target holds from the opening, as if it had always been, and pauses and
    /// levels stay what they were.
    /// </summary>
    public ClockFacts Reprioritized(TimeSpan target, bool aroundTheClock) =>
        this with { Target = target, AroundTheClock = aroundTheClock };
}

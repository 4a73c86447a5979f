using System.Text.Json.Serialization;

namespace MemberServices.Cases;

/// <summary>What a clock did in an interval. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<ClockState>))]
public enum ClockState
{
    /// <summary>Open time that counts.</summary>
    Running = 1,

    /// <summary>Open time that is given back: the business time that pauses covered.</summary>
    Paused,

    /// <summary>Outside the opening hours, paused or not.</summary>
    Closed,
    Holiday,

    /// <summary>No time: the case moved to another level here, and counts by that level's calendar.</summary>
    Level,
}

/// <summary>A line of a clock's listing.</summary>
/// <param name="From">Its begin, UTC.</param>
/// <param name="To">Its end, UTC, not in it.</param>
/// <param name="State">What the clock did.</param>
/// <param name="Level">At which level the case was.</param>
/// <param name="Why">What it was paused for, or which holiday it was; else null.</param>
public sealed record ClockEntry(DateTimeOffset From, DateTimeOffset To, ClockState State, int Level, string? Why = null)
{
    /// <summary>From begin to end, in minutes.</summary>
    public double Minutes => (To - From).TotalMinutes;

    /// <summary>How much of the target it used.</summary>
    [JsonIgnore]
    public TimeSpan Used => State == ClockState.Running ? To - From : TimeSpan.Zero;

    /// <summary>Whether the other goes on where this ends, with nothing else to say.</summary>
    internal bool GoesOnIn(ClockEntry next) =>
        State != ClockState.Level && To == next.From && (State, Level, Why) == (next.State, next.Level, next.Why);
}

namespace MemberServices.Calendar;

/// <summary>What a stretch of time is to the organization.</summary>
public enum StretchKind
{
    Open,

    /// <summary>Outside the opening hours of a day that isn't a holiday.</summary>
    Closed,
    Holiday,
}

/// <summary>A stretch of time that is all open or all closed, of one day.</summary>
/// <param name="From">Its begin, UTC.</param>
/// <param name="To">Its end, UTC, not in it; later than its begin.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Holiday">The holiday's name, else null.</param>
public sealed record CalendarStretch(DateTimeOffset From, DateTimeOffset To, StretchKind Kind, string? Holiday = null)
{
    public TimeSpan Length => To - From;
}

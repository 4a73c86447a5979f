namespace MemberServices.Cases;

/// <summary>
/// A time in which we owed nothing: we waited for the customer, an incident had the case, it was resolved before it was
/// reopened. What ends a clock is a pause without an end.
/// </summary>
public sealed record ClockPause
{
    /// <param name="from">When it began.</param>
    /// <param name="to">When it ended; null: it hasn't.</param>
    /// <param name="why">What for, as the listing shows it: "waiting for the customer".</param>
    /// <exception cref="ArgumentException">It ends before it begins, or says no reason.</exception>
    public ClockPause(DateTimeOffset from, DateTimeOffset? to, string why)
    {
        if (to < from)
        {
            throw new ArgumentException($"A pause must not end ({to:u}) before it begins ({from:u}).", nameof(to));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        (From, To, Why) = (from, to, why);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset? To { get; }

    public string Why { get; }

    /// <summary>Whether all of a stretch lies in it.</summary>
    internal bool Covers(DateTimeOffset from, DateTimeOffset to) => From <= from && (To is null || To >= to);
}

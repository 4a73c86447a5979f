namespace MemberServices.Calendar;

/// <summary>How much open time lies between two instants.</summary>
public static class OpenTime
{
    /// <summary>
    /// The inverse of <see cref="BusinessCalendar.Add"/>. It also makes a duration of a target in business days, "the
    /// open time up to this deadline", for a clock that pauses. Zero when <paramref name="to"/> isn't later.
    /// </summary>
    /// <exception cref="ArgumentException">The policy breaks a rule; the message lists every error.</exception>
    public static TimeSpan Between(CalendarPolicy policy, DateTimeOffset from, DateTimeOffset to)
    {
        var open = TimeSpan.Zero;
        foreach (var stretch in CalendarStretch.AllFrom(policy, from).TakeWhile(stretch => stretch.From < to))
        {
            if (stretch.Kind == StretchKind.Open)
            {
                open += (stretch.To < to ? stretch.To : to) - stretch.From;
            }
        }

        return open;
    }
}

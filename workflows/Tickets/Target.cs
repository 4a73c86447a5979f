using MemberServices.Calendar;
using MemberServices.Policies;

namespace MemberServices.Tickets;

/// <summary>How long we may take. One of the three.</summary>
public sealed record Target : IPolicySection
{
    /// <summary>The longest in hours, and in days.</summary>
    const int Longest = 60;

    /// <summary>Hours of open time, in parts down to a minute: 0.5 is half an hour. More than 0 and at most 60.</summary>
    public double? Hours { get; init; }

    /// <summary>Business days: 1 to 60.</summary>
    public int? Days { get; init; }

    /// <summary>Until the business day closes, and at least that many hours of open time: 1 to 12.</summary>
    public int? SameDayHours { get; init; }

    /// <summary>The open time that it is from an instant on.</summary>
    public TimeSpan From(DateTimeOffset start, BusinessCalendar calendar, bool aroundTheClock)
    {
        var hours = TimeSpan.FromMinutes(Math.Round((Hours ?? SameDayHours ?? 0) * 60));
        if (aroundTheClock)
        {
            return Days is { } days ? TimeSpan.FromDays(days) : hours;
        }
        if (Hours is not null)
        {
            return hours;
        }
        var until = Days is { } businessDays ? calendar.DeadlineAfter(start, businessDays) : calendar.ClosingOf(calendar.NextOpen(start));
        var open = calendar.OpenTimeBetween(start, until);
        return open > hours ? open : hours;
    }

    public void Check(PolicyCheck check)
    {
        check.Must(new object?[] { Hours, Days, SameDayHours }.Count(each => each is not null) == 1, "must have one of hours, days and sameDayHours");
        check.At("hours").Must(Hours is null or (>= 1 / 60.0 and <= Longest), $"must be more than 0 and at most {Longest}", Hours);
        check.At("days").Must(Days is null or (>= 1 and <= Longest), $"must be from 1 to {Longest}", Days);
        check.At("sameDayHours").Must(SameDayHours is null or (>= 1 and <= 12), "must be from 1 to 12", SameDayHours);
    }
}

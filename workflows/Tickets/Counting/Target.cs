using System.ComponentModel.DataAnnotations;
using MemberServices.Calendar;
using MemberServices.Policies;

namespace MemberServices.Tickets.Counting;

/// <summary>How long we may take. One of the three.</summary>
public sealed record Target : IPolicySection
{
    /// <summary>The longest in hours, and in days.</summary>
    const int Longest = 60;

    /// <summary>Hours of open time: 1 to 60.</summary>
    [Range(1, Longest)]
    public int? Hours { get; init; }

    /// <summary>Business days: 1 to 60.</summary>
    [Range(1, Longest)]
    public int? Days { get; init; }

    /// <summary>Until the business day closes, and at least that many hours of open time: 1 to 12.</summary>
    [Range(1, 12)]
    public int? SameDayHours { get; init; }

    /// <summary>The open time that it is from an instant on.</summary>
    public TimeSpan From(DateTimeOffset start, BusinessCalendar calendar, bool aroundTheClock)
    {
        var hours = TimeSpan.FromHours(Hours ?? SameDayHours ?? 0);
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

    public void Check(PolicyCheck check) =>
        check.Must(new object?[] { Hours, Days, SameDayHours }.Count(each => each is not null) == 1, "must have one of hours, days and sameDayHours");
}

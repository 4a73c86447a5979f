using MemberServices.Policies;
using NodaTime;

namespace MemberServices.Calendar;

/// <summary>Open intervals of each day of the week, in order; a day without any is closed.</summary>
public sealed record WeeklyHours : IPolicySection
{
    /// <summary>Every hour of every day.</summary>
    public static WeeklyHours AroundTheClock { get; } = new()
    {
        Monday = [OpenHours.AllDay],
        Tuesday = [OpenHours.AllDay],
        Wednesday = [OpenHours.AllDay],
        Thursday = [OpenHours.AllDay],
        Friday = [OpenHours.AllDay],
        Saturday = [OpenHours.AllDay],
        Sunday = [OpenHours.AllDay],
    };

    public IReadOnlyList<OpenHours> Monday { get; init; } = [];

    public IReadOnlyList<OpenHours> Tuesday { get; init; } = [];

    public IReadOnlyList<OpenHours> Wednesday { get; init; } = [];

    public IReadOnlyList<OpenHours> Thursday { get; init; } = [];

    public IReadOnlyList<OpenHours> Friday { get; init; } = [];

    public IReadOnlyList<OpenHours> Saturday { get; init; } = [];

    public IReadOnlyList<OpenHours> Sunday { get; init; } = [];

    /// <summary>The intervals of a day.</summary>
    public IReadOnlyList<OpenHours> On(IsoDayOfWeek day) => day switch
    {
        IsoDayOfWeek.Monday => Monday,
        IsoDayOfWeek.Tuesday => Tuesday,
        IsoDayOfWeek.Wednesday => Wednesday,
        IsoDayOfWeek.Thursday => Thursday,
        IsoDayOfWeek.Friday => Friday,
        IsoDayOfWeek.Saturday => Saturday,
        IsoDayOfWeek.Sunday => Sunday,
        _ => [],
    };

    public void Check(PolicyCheck check)
    {
        var open = false;
        foreach (var day in Enum.GetValues<IsoDayOfWeek>())
        {
            var intervals = On(day);
            open |= intervals.Count > 0;
            for (var i = 0; i < intervals.Count; i++)
            {
                var place = check.At(day.ToString().ToLowerInvariant()).At(i);
                intervals[i].Check(place);
                if (i > 0)
                {
                    place.At("from").Must(
                        intervals[i].FromMinute > intervals[i - 1].ToMinute,
                        "must be later than the end of the interval before it", $"\"{intervals[i].From}\"");
                }
            }
        }

        check.Must(open, "must have at least one interval on one day: with no open time nothing would ever fall due");
    }
}

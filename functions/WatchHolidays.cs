using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Asks ops once for each calendar and year, in time, to list its holidays; closes that work when they are there.</summary>
public sealed class WatchHolidays(IEnumerable<ListedHolidays> calendars, WorkItemService work, WorkItemPolicy days, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>At half past three in the night, UTC.</summary>
    const string Nightly = "0 30 3 * * *";

    [Function(nameof(WatchHolidays))]
    public async Task Run([TimerTrigger(Nightly)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var holidays in calendars)
        {
            if (holidays.LastYear is { } listed)
            {
                await work.CloseAsync(IdOf(holidays, listed), "they are listed", cancellationToken);
            }

            if (holidays.MissingYear(now) is { } year)
            {
                await work.OpenAsync(
                    new WorkItem(IdOf(holidays, year), StaffRoles.Ops, holidays.Remedy(year), calendar.DeadlineAfter(now, days.DueDays), null, null, now), cancellationToken);
            }
        }
    }

    static string IdOf(ListedHolidays holidays, int year) => holidays.Calendar.IsDefault
        ? DeterministicId.From("holidays", year)
        : DeterministicId.From("holidays", holidays.Calendar.Name, year);
}

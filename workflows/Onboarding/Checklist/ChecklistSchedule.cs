using MemberServices.Calendar;
using NodaTime;

namespace MemberServices.Onboarding.Checklist;

/// <summary>A time at which something about a checklist is due.</summary>
/// <param name="At">When.</param>
/// <param name="Reminded">The open items that the member is reminded of.</param>
/// <param name="Due">The open items that are due then.</param>
public sealed record ChecklistMoment(DateTimeOffset At, IReadOnlyList<ChecklistItemState> Reminded, IReadOnlyList<ChecklistItemState> Due);

/// <summary>When the items of a checklist are due, and the member is reminded.</summary>
/// <remarks>
/// Pure. Days are those of the calendar on the wall. An item is due when its day closes, or the next open day; the reminders come at the
/// opening of their day, or of an open day before it, so that they come early rather than late.
/// </remarks>
public static class ChecklistSchedule
{
    /// <summary>
    /// When an item is due. One that was opened again keeps its date, but is never due sooner than the days of notice after that:
    /// nobody loses access without having been told.
    /// </summary>
    public static DateTimeOffset DueOf(ChecklistPolicy policy, ChecklistItemState item, DateTimeOffset openedAt, BusinessCalendar calendar)
    {
        var due = DueAfter(calendar, openedAt, item.Item.DueDays);
        return item.ReopenedAt is { } reopened && DueAfter(calendar, reopened, policy.NoticeDays) is var again && again > due ? again : due;
    }

    /// <summary>What is due about the open items, in order, each time once.</summary>
    public static IReadOnlyList<ChecklistMoment> Of(ChecklistState checklist, DateTimeOffset openedAt, BusinessCalendar calendar)
    {
        var policy = checklist.Policy;
        var times = checklist.Items.Where(item => item.IsOpen).SelectMany(item =>
        {
            var due = DueOf(policy, item, openedAt, calendar);
            var since = item.ReopenedAt is { } reopened && reopened > openedAt ? reopened : openedAt;
            return DaysBefore(policy, item.Item).Select(days => BeforeDue(calendar, due, days)).Where(at => at > since).Distinct()
                .Select(at => (At: at, Item: item, IsDue: false)).Append((At: due, Item: item, IsDue: true));
        });
        return
        [
            .. times.GroupBy(time => time.At).OrderBy(group => group.Key).Select(group => new ChecklistMoment(
                group.Key, [.. group.Where(time => !time.IsDue).Select(time => time.Item)], [.. group.Where(time => time.IsDue).Select(time => time.Item)])),
        ];
    }

    /// <summary>The days before its due date on which the member hears of an item; of a mandatory one, what happens otherwise, too.</summary>
    static IEnumerable<int> DaysBefore(ChecklistPolicy policy, ChecklistItem item) =>
        item.Mandatory ? item.ReminderDays.Append(policy.NoticeDays).Distinct() : item.ReminderDays;

    static DateTimeOffset DueAfter(BusinessCalendar calendar, DateTimeOffset from, int days)
    {
        var local = calendar.InZone(from);
        return calendar.ClosingOf(calendar.NextOpen(StartOf(local.Date.PlusDays(days), local.Zone)));
    }

    static DateTimeOffset BeforeDue(BusinessCalendar calendar, DateTimeOffset due, int days)
    {
        // A day that closes at midnight is the one before.
        var local = calendar.InZone(due.AddTicks(-1));
        for (var date = local.Date.PlusDays(-days); ; date = date.PlusDays(-1))
        {
            var start = StartOf(date, local.Zone);
            if (calendar.NextOpen(start) is var opening && calendar.InZone(opening).Date == date)
            {
                return opening;
            }
        }
    }

    static DateTimeOffset StartOf(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date).ToInstant().ToDateTimeOffset();
}

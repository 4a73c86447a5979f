using System.Globalization;
using MemberServices.Calendar;
using MemberServices.Kpis;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets.Viewing;

/// <summary>How much of what we promise was kept in the last whole month. Read anew every few minutes, since anybody may ask.</summary>
public sealed class StandardsKept(FigureTable table, NamedCalendars calendars, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    volatile LastMonth? known;

    public async Task<LastMonth> ReadAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var today = calendars.DayOf(now);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        if (known is not { } month || month.First != first || now - month.ReadAt >= Fresh)
        {
            known = month = new LastMonth(first, now, await table.ReadAsync(first, first.AddMonths(1).AddDays(-1), cancellationToken));
        }
        return month;
    }
}

/// <param name="First">The month's first day.</param>
/// <param name="ReadAt">When its totals were read.</param>
/// <param name="Days">Its totals.</param>
public sealed record LastMonth(DateOnly First, DateTimeOffset ReadAt, IReadOnlyList<DayTotal> Days)
{
    /// <summary>"February 2026".</summary>
    public string Name => First.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The share kept, as people read it: "92%", "67% of only 3", or a dash without any.</summary>
    /// <param name="kind">Of which promise.</param>
    /// <param name="priority">Of which priority; null: of all.</param>
    /// <param name="level">At which level; null: at all.</param>
    public string Share(ClockKind kind, Priority? priority = null, int? level = null)
    {
        var figure = TicketFigures.All.First(each => each.Id == TicketFigures.Of(kind));
        var total = Figures.Total(figure, Days.Where(day => day.Figure == figure.Id
            && (priority is not { } wanted || day.By[TicketFigures.Priority] == Cases.EnumNames<Priority>.Of(wanted))
            && (level is not { } at || day.By[TicketFigures.Level] == at.ToString(CultureInfo.InvariantCulture))));
        // Rounded down: what isn't all is never shown as 100.
        return total.Share is not { } share ? "–" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0}%{(total.IsFew ? $" of only {total.Denominator}" : "")}");
    }
}

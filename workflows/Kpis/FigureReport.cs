using System.Globalization;
using System.Text;

namespace MemberServices.Kpis;

/// <summary>Figures of some days.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="TimeZone">In which the days begin.</param>
/// <param name="Totals">Each figure over all of them.</param>
/// <param name="Days">Each day's running totals, told apart by all that is known.</param>
public sealed record FigureReport(DateOnly From, DateOnly To, string TimeZone, IReadOnlyList<FigureTotal> Totals, IReadOnlyList<DayTotal> Days)
{
    /// <summary>The days as CSV, a line each; what a line isn't told apart by is empty.</summary>
    public string ToCsv()
    {
        var by = Days.SelectMany(day => day.By.Keys).Distinct().ToList();
        var csv = new StringBuilder().AppendJoin(',', ["day", "figure", .. by, "numerator", "denominator"]).Append("\r\n");
        foreach (var day in Days)
        {
            // Ids of the policy and names of the code: nothing in them has a comma or begins as a formula.
            csv.Append(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd},{day.Figure},{string.Join(',', by.Select(name => day.By.GetValueOrDefault(name, "")))},{day.Numerator},{day.Denominator}\r\n");
        }
        return csv.ToString();
    }
}

/// <param name="Figure">Its id.</param>
/// <param name="Counts">What counts.</param>
/// <param name="Numerator">How many.</param>
/// <param name="Denominator">Of how many; null for a figure that is no share.</param>
/// <param name="Share">The one by the other; null without any.</param>
/// <param name="IsFew">Whether a share is of so few that it says little.</param>
public sealed record FigureTotal(string Figure, string Counts, long Numerator, long? Denominator, double? Share, bool IsFew);

/// <summary>Adds up the running totals.</summary>
public sealed class Figures(FigureTable table, IEnumerable<FigureSource> sources, Calendar.NamedCalendars calendars)
{
    /// <summary>A share of fewer is marked.</summary>
    public const int Few = 5;

    /// <summary>The most days of a report.</summary>
    public const int MostDays = 366;

    public async Task<FigureReport> ReportAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var days = await table.ReadAsync(from, to, cancellationToken);
        var sums = days.ToLookup(day => day.Figure);
        return new FigureReport(
            from, to, calendars.Default.Policy.TimeZone,
            [.. sources.SelectMany(source => source.Figures).Select(figure => Total(figure, sums[figure.Id]))], days);
    }

    /// <summary>A figure over some running totals.</summary>
    public static FigureTotal Total(Figure figure, IEnumerable<DayTotal> days)
    {
        var (numerator, denominator) = (0L, 0L);
        foreach (var day in days)
        {
            (numerator, denominator) = (numerator + day.Numerator, denominator + day.Denominator);
        }
        return figure.IsShare
            ? new FigureTotal(figure.Id, figure.Counts, numerator, denominator, denominator == 0 ? null : (double)numerator / denominator, denominator is > 0 and < Few)
            : new FigureTotal(figure.Id, figure.Counts, numerator, null, null, false);
    }
}

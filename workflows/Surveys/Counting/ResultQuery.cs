using System.Globalization;

namespace MemberServices.Surveys.Counting;

/// <summary>Which results are asked for.</summary>
/// <param name="From">The first month, by its first day.</param>
/// <param name="To">The last month, by its first day.</param>
/// <param name="By">What the lines are by.</param>
public sealed record ResultQuery(DateOnly From, DateOnly To, ResultGroup By)
{
    /// <summary>The most months of one report.</summary>
    const int MostMonths = 36;

    const int UsualMonths = 12;

    /// <summary>Reads the parameters "from", "to" and "by"; what is empty is usual: the last twelve months, by month.</summary>
    /// <param name="parameter">Of an address.</param>
    /// <param name="today">By the organization's clock.</param>
    /// <param name="wrong">Told of each parameter that is wrong, and how it must be; then the usual stands in its place.</param>
    public static ResultQuery Read(Func<string, string?> parameter, DateOnly today, Action<string, string> wrong)
    {
        var to = Month("to", new DateOnly(today.Year, today.Month, 1));
        var from = Month("from", to.AddMonths(1 - UsualMonths));
        if (from > to || from.AddMonths(MostMonths) <= to)
        {
            wrong("from", $"must be a month before the end, at most {MostMonths} months together");
            from = to.AddMonths(1 - UsualMonths);
        }
        var by = parameter("by") is { Length: > 0 } asked ? Enum.GetValues<ResultGroup>().FirstOrDefault(each => each.ToString().Equals(asked, StringComparison.OrdinalIgnoreCase)) : ResultGroup.Month;
        if (by == 0)
        {
            wrong("by", "must be month, category or level");
            by = ResultGroup.Month;
        }
        return new ResultQuery(from, to, by);

        DateOnly Month(string name, DateOnly usual)
        {
            if (parameter(name) is not { Length: > 0 } asked)
            {
                return usual;
            }
            if (DateOnly.TryParseExact(asked, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 2000 and < 2100)
            {
                return month;
            }
            wrong(name, "must be a month, such as 2026-03");
            return usual;
        }
    }

    /// <summary>The results.</summary>
    public async Task<SurveyReport> AnswerAsync(SurveyFigures figures, CancellationToken cancellationToken)
    {
        var last = To.AddMonths(1).AddDays(-1);
        return SurveyReport.Of(From, last, By, await figures.ReadAsync(From, last, cancellationToken));
    }
}

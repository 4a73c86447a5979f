using System.Globalization;
using System.Text;

namespace MemberServices.Surveys.Counting;

/// <summary>By what results are put together. Zero is nothing.</summary>
public enum ResultGroup
{
    Month = 1,
    Category,
    Level,
}

/// <summary>A line of results. A ratio of nothing is null; one with fewer than 5 answers is marked.</summary>
/// <param name="Of">Of which month, category or level; "all" for the sum.</param>
/// <param name="Counts">What it is computed from.</param>
public sealed record SurveyResult(string Of, SurveyCounts Counts)
{
    /// <summary>With fewer answers a share says little.</summary>
    const int Few = 5;

    /// <summary>Percent of the answers that are 4 or 5, or yes.</summary>
    public double? Csat => Percent(Counts.Satisfied, Counts.Rated);

    /// <summary>Percent of 9 and 10 less percent of 0 to 6: -100 to 100.</summary>
    public double? Nps => Percent(Counts.Promoters - Counts.Detractors, Counts.Recommended);

    /// <summary>Percent of the delivered surveys that were answered.</summary>
    public double? ResponseRate => Percent(Counts.Responded, Counts.Delivered);

    public bool HasFewAnswers => Counts.Rated < Few;

    static double? Percent(int part, int all) => all == 0 ? null : Math.Round(100.0 * part / all, 1, MidpointRounding.AwayFromZero);
}

/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="By">What the lines are by.</param>
/// <param name="All">The sum.</param>
/// <param name="Lines">In their order.</param>
public sealed record SurveyReport(DateOnly From, DateOnly To, string By, SurveyResult All, IReadOnlyList<SurveyResult> Lines)
{
    const string Everything = "all";

    /// <summary>Puts days together. Pure.</summary>
    public static SurveyReport Of(DateOnly from, DateOnly to, ResultGroup by, IEnumerable<CountedDay> days)
    {
        var all = days.ToList();
        return new SurveyReport(
            from, to, by.ToString().ToLowerInvariant(), new SurveyResult(Everything, Sum(all)),
            [.. all.GroupBy(day => KeyOf(day, by)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new SurveyResult(group.Key, Sum(group)))]);
    }

    /// <summary>The same for a spreadsheet. Keys are ours: months, categories of the policy, levels.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder($"{By},delivered,responded,response_rate,rated,satisfied,csat,recommended,promoters,detractors,nps,low\r\n");
        foreach (var line in Lines.Append(All))
        {
            var c = line.Counts;
            csv.Append(CultureInfo.InvariantCulture, $"{line.Of},{c.Delivered},{c.Responded},{line.ResponseRate},{c.Rated},{c.Satisfied},{line.Csat},{c.Recommended},{c.Promoters},{c.Detractors},{line.Nps},{c.Low}\r\n");
        }
        return csv.ToString();
    }

    static SurveyCounts Sum(IEnumerable<CountedDay> days) => days.Aggregate(new SurveyCounts(), (sum, day) => sum + day.Counts);

    static string KeyOf(CountedDay day, ResultGroup by) => by switch
    {
        ResultGroup.Month => day.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        ResultGroup.Category => day.Category,
        ResultGroup.Level => day.Level.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };
}

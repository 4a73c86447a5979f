using System.Globalization;
using MemberServices.Kpis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>The figures, as running totals by day.</summary>
public sealed class FiguresApi(Figures figures)
{
    const string Csv = "text/csv";

    /// <summary>Takes from and to, both included; JSON, or CSV to who accepts that.</summary>
    [Function("ReadFigures")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/figures")] HttpRequest request)
    {
        var (from, to) = (Day(request, "from"), Day(request, "to"));
        var errors = new List<ProblemError>();
        foreach (var (name, day) in new[] { ("from", from), ("to", to) })
        {
            if (day is null)
            {
                errors.Add(new ProblemError(name, "must be a day such as 2026-03-31"));
            }
        }
        if (to < from)
        {
            errors.Add(new ProblemError("to", "must not be before from"));
        }
        else if (from is { } first && to is { } last && last.DayNumber - first.DayNumber >= Figures.MostDays)
        {
            errors.Add(new ProblemError("to", $"must be within {Figures.MostDays} days of from: ask for the others by themselves"));
        }
        if (errors.Count > 0)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", errors);
        }
        var report = await figures.ReportAsync(from!.Value, to!.Value, request.HttpContext.RequestAborted);
        return request.Headers.Accept.ToString().StartsWith(Csv, StringComparison.OrdinalIgnoreCase)
            ? new ContentResult { Content = report.ToCsv(), ContentType = $"{Csv}; charset=utf-8" }
            : new JsonResult(report);
    }

    static DateOnly? Day(HttpRequest request, string name) =>
        DateOnly.TryParseExact(request.Query[name].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

using MemberServices.Calendar;
using MemberServices.Desk;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Surveys.Counting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Surveys.Desk;

/// <summary>Satisfaction, recommendation and response, by month, category or level: as a page, as JSON and as a table for a spreadsheet.</summary>
public sealed class SurveyResultsPage(SurveyFigures figures, BusinessCalendar calendar, DeskRenderer desk, TimeProvider clock) : IDeskPage
{
    /// <summary>The address of this page.</summary>
    public const string Address = SurveyListPage.Address + "/results";

    public string Route => "surveys/results";

    public string What => "how members rate us, by month, category or level";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var errors = new List<FieldError>();
        var query = ResultQuery.Read(request.Query, calendar.InZone(clock.GetUtcNow()).Date.ToDateOnly(), (name, must) => errors.Add(new FieldError(name, $"It {must}.")));
        var report = await query.AnswerAsync(figures, request.Cancellation);
        return (errors.Count, request.Query("format")) switch
        {
            (0, "csv") => new CsvFile("survey-results.csv", report.ToCsv()),
            (0, "json") => new JsonResult(report),
            _ => await desk.PageAsync<SurveyResults>(
                request, errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK, (nameof(SurveyResults.Query), query), (nameof(SurveyResults.Report), report),
                (nameof(SurveyResults.Errors), errors), (nameof(SurveyResults.Sent), (Func<string, string?>)request.Query)),
        };
    }
}

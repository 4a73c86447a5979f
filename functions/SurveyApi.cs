using System.Globalization;
using System.Text;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.Surveys;
using MemberServices.Surveys.Answering;
using MemberServices.Surveys.Counting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>Surveys for other systems and for staff: how one stands, an answer that was given by phone, and the results.</summary>
public sealed class SurveyApi(SurveyDesk desk, SurveyFigures figures, StaffDirectory staff, TimeProvider clock)
{
    const string NoSuchSurvey = "There is no such survey. Look at its number.";

    /// <summary>The most months of one report.</summary>
    const int MostMonths = 36;

    const int UsualMonths = 12;

    [Function("ReadSurvey")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/surveys/{id}")] HttpRequest request, string id) =>
        IdOf(id) is { } number && await desk.FindAsync(number, request.HttpContext.RequestAborted) is { } record
            ? new JsonResult(SurveyView.Of(record, clock.GetUtcNow()))
            : Problems.NotFound(NoSuchSurvey);

    /// <summary>Takes what somebody of the staff was told by phone. The same again is answered as the first.</summary>
    [Function("AnswerSurvey")]
    public async Task<IActionResult> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/surveys/{id}/answers")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        if (IdOf(id) is not { } number)
        {
            return Problems.NotFound(NoSuchSurvey);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var (fields, cancel) = (new FieldReader(body.Object), request.HttpContext.RequestAborted);
        var by = await staff.ReadByAsync(fields);
        var answer = SurveyFields.ReadAnswer(fields);
        if (fields.Errors.Count > 0)
        {
            return Problems.BadRequest("Correct the fields and send it again.", [.. fields.Errors.Select(InterventionAnswers.Error)]);
        }
        return await desk.AnswerAsync(client, number, answer, Actor.SystemFor(by!.Name), Channel.Phone, cancellationToken: cancel) switch
        {
            AnswerState.Recorded or AnswerState.Repeated => new JsonResult(SurveyView.Of((await desk.FindAsync(number, cancel))!, clock.GetUtcNow()), StatusCodes.Status202Accepted),
            AnswerState.Unknown => Problems.NotFound(NoSuchSurvey),
            AnswerState.Over => Problems.Gone(SurveyDesk.Words(AnswerState.Over)),
            var refused => Problems.Conflict(SurveyDesk.Words(refused)),
        };
    }

    /// <summary>What came of a low answer is a complaint, which is opened then.</summary>
    [Function("ComplainFromSurvey")]
    public async Task<IActionResult> ComplainAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/surveys/{id}/complain")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        if (IdOf(id) is not { } number)
        {
            return Problems.NotFound(NoSuchSurvey);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var (fields, cancel) = (new FieldReader(body.Object), request.HttpContext.RequestAborted);
        var by = await staff.ReadByAsync(fields);
        var complaint = SurveyFields.ReadComplaint(fields);
        if (fields.Errors.Count > 0)
        {
            return Problems.BadRequest("Correct the fields and send it again.", [.. fields.Errors.Select(InterventionAnswers.Error)]);
        }
        return await desk.ComplainAsync(client, number, complaint, Actor.SystemFor(by!.Name), Channel.Api, cancel) switch
        {
            AnswerState.Recorded or AnswerState.Repeated => new JsonResult(SurveyView.Of((await desk.FindAsync(number, cancel))!, clock.GetUtcNow()), StatusCodes.Status202Accepted),
            AnswerState.Unknown => Problems.NotFound(NoSuchSurvey),
            AnswerState.Kept => Problems.Conflict("It is a complaint already."),
            _ => Problems.Conflict("Only what came of a low answer becomes a complaint here. Open the complaint by itself."),
        };
    }

    /// <summary>Satisfaction, recommendation and response: takes from and to (months, "2026-03"), by (month, category, level) and format (json, csv).</summary>
    /// <remarks>The host tries routes in the order of their functions' names: this one stands before that of one survey.</remarks>
    [Function("ListSurveyResults")]
    public async Task<IActionResult> ResultsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/surveys/results")] HttpRequest request)
    {
        var errors = new List<ProblemError>();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var to = ReadMonth(request, "to", new DateOnly(today.Year, today.Month, 1), errors);
        var from = ReadMonth(request, "from", to.AddMonths(1 - UsualMonths), errors);
        if (errors.Count == 0 && (from > to || from.AddMonths(MostMonths) <= to))
        {
            errors.Add(new ProblemError("from", $"must be a month before the end, at most {MostMonths} months together"));
        }
        if (!TryReadGroup(request.Query["by"].ToString(), out var by))
        {
            errors.Add(new ProblemError("by", "must be month, category or level"));
        }
        if (request.Query["format"].ToString() is not ("" or "json" or "csv") and var format)
        {
            errors.Add(new ProblemError("format", "must be json or csv"));
        }
        if (errors.Count > 0)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", errors);
        }
        var last = to.AddMonths(1).AddDays(-1);
        var report = SurveyReport.Of(from, last, by, await figures.ReadAsync(from, last, request.HttpContext.RequestAborted));
        return request.Query["format"] == "csv" ? new CsvResult(report.ToCsv()) : new JsonResult(report);
    }

    static CaseId? IdOf(string text) => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Survey ? id : null;

    static DateOnly ReadMonth(HttpRequest request, string name, DateOnly usual, List<ProblemError> errors)
    {
        var asked = request.Query[name].ToString();
        if (asked.Length == 0)
        {
            return usual;
        }
        if (DateOnly.TryParseExact(asked, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 2000 and < 2100)
        {
            return month;
        }
        errors.Add(new ProblemError(name, "must be a month, such as 2026-03"));
        return usual;
    }

    static bool TryReadGroup(string asked, out ResultGroup by)
    {
        by = asked.Length == 0 ? ResultGroup.Month : Enum.GetValues<ResultGroup>().FirstOrDefault(each => each.ToString().Equals(asked, StringComparison.OrdinalIgnoreCase));
        return by != 0;
    }

    /// <summary>A table for a spreadsheet, as a file.</summary>
    sealed class CsvResult(string csv) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = "text/csv; charset=utf-8";
            response.Headers.ContentDisposition = "attachment; filename=survey-results.csv";
            response.Headers.CacheControl = "no-store";
            response.Headers.XContentTypeOptions = "nosniff";
            await response.WriteAsync(csv, Encoding.UTF8);
        }
    }
}

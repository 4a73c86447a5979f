using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Pages;
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
        var query = ResultQuery.Read(
            name => request.Query[name], DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), (name, must) => errors.Add(new ProblemError(name, must)));
        if (request.Query["format"].ToString() is not ("" or "json" or "csv"))
        {
            errors.Add(new ProblemError("format", "must be json or csv"));
        }
        if (errors.Count > 0)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", errors);
        }
        var report = await query.AnswerAsync(figures, request.HttpContext.RequestAborted);
        return request.Query["format"] == "csv" ? new CsvFile("survey-results.csv", report.ToCsv()) : new JsonResult(report);
    }

    static CaseId? IdOf(string text) => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Survey ? id : null;
}

using System.Globalization;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Pages;
using MemberServices.Requests;
using MemberServices.Surveys;
using MemberServices.Surveys.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SurveyRecord = MemberServices.Cases.CaseRecord<MemberServices.Surveys.SurveyOpened, MemberServices.Cases.NoOutcome>;

namespace MemberServices;

/// <summary>The page with a survey's questions.</summary>
public sealed class SurveyPages(SurveyDesk desk, LinkedCases linked, PageRenderer pages)
{
    /// <summary>What has happened, by the word in the address that the browser is sent on to.</summary>
    static readonly Dictionary<string, string> Said = new()
    {
        ["sent"] = "We have your answer. Thank you.",
        ["better"] = "We have your answer. Thank you.",
        ["closed"] = "Thank you. Your ticket {0} is closed. May we ask how we did?",
    };

    [Function("SurveyPage")]
    public async Task<IActionResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "surveys/{token}")] HttpRequest request, string token)
    {
        var said = Said.GetValueOrDefault(request.Query["done"].ToString());
        return await linked.ShowAsync(request, await FindAsync(token), record => PageAsync(
            StatusCodes.Status200OK, record, token, said is null ? null : string.Format(CultureInfo.InvariantCulture, said, record.Opened.Service.Case), filledIn: name => request.Query[name].ToString()));
    }

    [Function("SurveyAnswered")]
    public Task<IActionResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "surveys/{token}")] HttpRequest request, [DurableClient] DurableTaskClient durable, FunctionContext context,
        string token) => linked.SendAsync(
            request, context, () => FindAsync(token),
            (record, sent, problem) => PageAsync(StatusCodes.Status429TooManyRequests, record, token, sent: sent, problem: problem),
            (record, sent) => AnswerAsync(durable, record, sent, token, request.HttpContext.RequestAborted));

    async Task<IActionResult> AnswerAsync(DurableTaskClient durable, SurveyRecord record, PostedForm sent, string token, CancellationToken cancel)
    {
        var fields = sent.Fields;
        var isBetter = sent.Has("better") || record.State.AsksAgain;
        var answer = isBetter ? null : SurveyFields.ReadForm(fields, record.Opened.Policy.Form);
        var better = isBetter ? SurveyFields.ReadBetter(fields) : null;
        if (fields.Errors.Count > 0)
        {
            return await PageAsync(StatusCodes.Status400BadRequest, record, token, sent: sent, errors: fields.Errors);
        }
        var state = better is not null
            ? await desk.SayBetterAsync(durable, record.Id, better, Channel.Form, cancel)
            : await desk.AnswerAsync(durable, record.Id, answer!, by: null, Channel.Form, cancellationToken: cancel);
        return state is AnswerState.Recorded or AnswerState.Repeated
            ? new RedirectAfterPost($"/surveys/{Uri.EscapeDataString(token)}?done={(isBetter ? "better" : "sent")}")
            : await PageAsync(StatusCodes.Status409Conflict, await desk.FindAsync(record.Id, cancel) ?? record, token, problem: $"{SurveyDesk.Words(state)} This one wasn’t recorded.");
    }

    Task<LinkedCase<SurveyRecord>?> FindAsync(string token) =>
        linked.FindAsync(LinkPurpose.Survey, token, async id => await desk.FindAsync(id) is { IsErased: false } record ? record : null);

    async Task<PageResult> PageAsync(
        int status, SurveyRecord record, string token, string? said = null, PostedForm? sent = null, IReadOnlyList<FieldError>? errors = null, string? problem = null,
        Func<string, string>? filledIn = null)
    {
        var page = await pages.PageAsync<SurveyPage>(
            status,
            (nameof(Surveys.Answering.SurveyPage.Survey), record),
            (nameof(Surveys.Answering.SurveyPage.Address), $"/surveys/{Uri.EscapeDataString(token)}"),
            (nameof(Surveys.Answering.SurveyPage.PreferencesAddress), $"/preferences/{Uri.EscapeDataString(token)}"),
            (nameof(Surveys.Answering.SurveyPage.Said), said),
            (nameof(Surveys.Answering.SurveyPage.Errors), errors ?? []),
            (nameof(Surveys.Answering.SurveyPage.Problem), problem),
            (nameof(Surveys.Answering.SurveyPage.Sent), sent is null ? null : (Func<string, string>)(name => sent[name])),
            (nameof(Surveys.Answering.SurveyPage.FilledIn), filledIn));
        return status == StatusCodes.Status200OK ? page : page.Saying(problem ?? PageResult.CorrectIt, errors ?? []);
    }
}

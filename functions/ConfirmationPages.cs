using MemberServices.Complaints;
using MemberServices.Complaints.Opening;
using MemberServices.Confirming;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Confirming;
using MemberServices.Pages;
using MemberServices.Tickets;
using MemberServices.Tickets.Opening;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The pages on which a mailbox's owner says whether a form is theirs: an application, a question to us, or a complaint.</summary>
public sealed class ConfirmationPages(
    Confirmations<Application> applications, Confirmations<TicketRequest> questions, Confirmations<ComplaintRequest> complaints, OfficeTable offices, LinkTable links, PageRenderer pages)
{
    [Function("ConfirmForm")]
    public async Task<IActionResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "confirm/{token}")] HttpRequest request, string token)
    {
        var cancel = request.HttpContext.RequestAborted;
        return await FindAsync(token) switch
        {
            { Purpose: LinkPurpose.Confirmation } link => await ApplicationPage(await applications.FindAsync(link, cancel), token),
            { Purpose: LinkPurpose.ComplaintForm } link => await ComplaintPage(await complaints.FindAsync(link, cancel), token),
            { } link => await QuestionPage(await questions.FindAsync(link, cancel), token),
            null => await Unknown(),
        };
    }

    [Function("ConfirmSent")]
    public async Task<IActionResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "confirm/{token}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        var cancel = request.HttpContext.RequestAborted;
        return await FindAsync(token) switch
        {
            { Purpose: LinkPurpose.Confirmation } link => await AnswerAsync(applications, ConfirmPage.Field, (view, error) => ApplicationPage(view, token, error), durable, link, sent, token, cancel),
            { Purpose: LinkPurpose.ComplaintForm } link => await AnswerAsync(complaints, ConfirmComplaintPage.Field, (view, error) => ComplaintPage(view, token, error), durable, link, sent, token, cancel),
            { } link => await AnswerAsync(questions, ConfirmQuestionPage.Field, (view, error) => QuestionPage(view, token, error), durable, link, sent, token, cancel),
            null => await Unknown(),
        };
    }

    static async Task<IActionResult> AnswerAsync<T>(
        Confirmations<T> confirmations, string field, Func<Confirmation<T>, FieldError?, Task<IActionResult>> page, DurableTaskClient durable, Link link, PostedForm sent, string token,
        CancellationToken cancellationToken) where T : class
    {
        var before = await confirmations.FindAsync(link, cancellationToken);
        if (before.State == ConfirmationState.Open && sent[field] is not ("yes" or "no"))
        {
            return await page(before, new FieldError(field, "Choose yes or no.", FieldCodes.Required));
        }
        var after = await confirmations.AnswerAsync(durable, link, sent[field] == "yes", cancellationToken);
        return after.State == ConfirmationState.Refused ? await page(after, null) : new RedirectAfterPost(PathOf(token));
    }

    static string PathOf(string token) => $"/confirm/{Uri.EscapeDataString(token)}";

    async Task<Link?> FindAsync(string token) =>
        await links.FindAsync(LinkPurpose.Confirmation, token) ?? await links.FindAsync(LinkPurpose.Question, token) ?? await links.FindAsync(LinkPurpose.ComplaintForm, token);

    async Task<IActionResult> Unknown() => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

    async Task<IActionResult> ApplicationPage(Confirmation<Application> view, string token, FieldError? error = null) => await Page<ConfirmPage, Application>(
        view, error, (nameof(ConfirmPage.View), view), (nameof(ConfirmPage.Address), PathOf(token)), (nameof(ConfirmPage.Problem), error?.Message),
        (nameof(ConfirmPage.OfficeName), view.What is { } application ? (await offices.FindAsync(application.OfficeKey))?.OfficeName : null));

    Task<IActionResult> QuestionPage(Confirmation<TicketRequest> view, string token, FieldError? error = null) => Page<ConfirmQuestionPage, TicketRequest>(
        view, error, (nameof(ConfirmQuestionPage.View), view), (nameof(ConfirmQuestionPage.Address), PathOf(token)), (nameof(ConfirmQuestionPage.Problem), error?.Message));

    Task<IActionResult> ComplaintPage(Confirmation<ComplaintRequest> view, string token, FieldError? error = null) => Page<ConfirmComplaintPage, ComplaintRequest>(
        view, error, (nameof(ConfirmComplaintPage.View), view), (nameof(ConfirmComplaintPage.Address), PathOf(token)), (nameof(ConfirmComplaintPage.Problem), error?.Message));

    async Task<IActionResult> Page<TPage, T>(Confirmation<T> view, FieldError? error, params (string Name, object? Value)[] parameters) where TPage : IComponent where T : class
    {
        var status = error is not null ? StatusCodes.Status400BadRequest
            : view.State == ConfirmationState.Expired ? StatusCodes.Status410Gone
            : StatusCodes.Status200OK;
        var page = await pages.PageAsync<TPage>(status, parameters);
        return error is null ? page : page.Saying(error.Message, error);
    }
}

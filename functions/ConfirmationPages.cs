using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Onboarding.Confirming;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The page on which a mailbox's owner says whether they applied.</summary>
public sealed class ConfirmationPages(Confirmations confirmations, LinkTable links, PageRenderer pages)
{
    [Function("ConfirmForm")]
    public async Task<IActionResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "confirm/{token}")] HttpRequest request, string token) =>
        await links.FindAsync(LinkPurpose.Confirmation, token) is { } link
            ? await Page(await confirmations.FindAsync(link, request.HttpContext.RequestAborted), token)
            : await Unknown();

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
        if (await links.FindAsync(LinkPurpose.Confirmation, token) is not { } link)
        {
            return await Unknown();
        }
        var before = await confirmations.FindAsync(link, request.HttpContext.RequestAborted);
        if (before.State == ConfirmationState.Open && sent[ConfirmPage.Field] is not ("yes" or "no"))
        {
            return await Page(before, token, StatusCodes.Status400BadRequest, new FieldError(ConfirmPage.Field, "Choose yes or no.", FieldCodes.Required));
        }
        var after = await confirmations.AnswerAsync(durable, link, sent[ConfirmPage.Field] == "yes", request.HttpContext.RequestAborted);
        return after.State == ConfirmationState.Refused ? await Page(after, token) : new RedirectAfterPost(PathOf(token));
    }

    static string PathOf(string token) => $"/confirm/{Uri.EscapeDataString(token)}";

    static int StatusOf(ConfirmationView view) => view.State == ConfirmationState.Expired ? StatusCodes.Status410Gone : StatusCodes.Status200OK;

    async Task<IActionResult> Unknown() => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

    async Task<IActionResult> Page(ConfirmationView view, string token, int? status = null, FieldError? error = null)
    {
        var page = await pages.PageAsync<ConfirmPage>(
            status ?? StatusOf(view), (nameof(ConfirmPage.View), view), (nameof(ConfirmPage.Address), PathOf(token)), (nameof(ConfirmPage.Problem), error?.Message));
        return error is null ? page : page.Saying(error.Message, error);
    }
}

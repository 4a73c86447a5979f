using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Onboarding;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The page on which a broker decides.</summary>
public sealed class ApprovalPages(
    BrokerDecisions decisions, LinkTable links, PageRenderer pages, ClientIp client)
{
    [Function("ApprovalPage")]
    public async Task<IActionResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "approvals/{token}")] HttpRequest request, string token)
    {
        if (await links.FindAsync(LinkPurpose.Approval, token) is not { } link
            || await decisions.FindAsync(link) is not { } approval)
        {
            return await Unknown();
        }

        if (HttpMethods.IsGet(request.Method))
        {
            await links.OpenedAsync(link);
        }

        return await Page(StatusCodes.Status200OK, token, approval, ApprovalForm.Empty);
    }

    [Function("ApprovalDecision")]
    public async Task<IActionResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "approvals/{token}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        FunctionContext context,
        string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }

        if (await links.FindAsync(LinkPurpose.Approval, token) is not { } link)
        {
            return await Unknown();
        }

        var form = ApprovalForm.Read(sent.Fields);
        return await decisions.DecideAsync(durable, link, form, EvidenceOf(request, context)) switch
        {
            null => await Unknown(),
            { Errors: { Count: > 0 } errors, View: var view } =>
                await Page(StatusCodes.Status400BadRequest, token, view, form with { Errors = errors }),
            { IsRecorded: true } => new RedirectAfterPost(PathOf(token)),
            { View: var view } => await Page(StatusCodes.Status409Conflict, token, view, ApprovalForm.Empty, isSecondAnswer: true),
        };
    }

    Evidence EvidenceOf(HttpRequest request, FunctionContext context) =>
        new(client.Of(context).ToString(), request.Headers.UserAgent.ToString());

    async Task<IActionResult> Unknown() => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

    static string PathOf(string token) => $"/approvals/{Uri.EscapeDataString(token)}";

    async Task<IActionResult> Page(int status, string token, ApprovalView approval, ApprovalForm form, bool isSecondAnswer = false) => approval.State == ApprovalState.Over
        ? await pages.MessageAsync(StatusCodes.Status410Gone, Message.UnknownLink)
        : (await pages.PageAsync<ApprovalPage>(
            status, (nameof(ApprovalPage.Approval), approval), (nameof(ApprovalPage.Address), PathOf(token)),
            (nameof(ApprovalPage.IsSecondAnswer), isSecondAnswer), (nameof(ApprovalPage.Form), form)))
            .Saying(isSecondAnswer ? "The request had been answered before: the first answer counts." : PageResult.CorrectIt, form.Errors);
}

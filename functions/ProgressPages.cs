using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Tracking;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The page on which an applicant follows their application, and takes it back.</summary>
public sealed class ProgressPages(EnrollmentService enrollments, Tracker tracker, LinkTable links, PageRenderer pages, TimeProvider time)
{
    static readonly Message IsOver = new(
        "This link has expired",
        "The page about your application was kept for a long time and is no longer shown.",
        "Write or call us if you need to know more about it.")
    {
        Link = new MessageLink("Apply again", "/enroll"),
    };

    [Function("EnrollmentProgress")]
    public async Task<IActionResult> Progress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enrollments/{token}")] HttpRequest request, string token)
    {
        if (await links.FindAsync(LinkPurpose.Progress, token) is not { } link || !CaseId.TryParse(link.Case, out var id))
        {
            return await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);
        }
        if (link.HasExpired(time.GetUtcNow()))
        {
            return await pages.MessageAsync(StatusCodes.Status410Gone, IsOver);
        }
        if (await tracker.FindAsync(id, request.HttpContext.RequestAborted) is not { } tracked)
        {
            return await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);
        }
        if (HttpMethods.IsGet(request.Method))
        {
            await links.OpenedAsync(link);
        }
        return await pages.PageAsync<ProgressPage>(
            StatusCodes.Status200OK,
            (nameof(ProgressPage.Tracked), tracked),
            (nameof(ProgressPage.AgainAddress), $"/enroll?again={Uri.EscapeDataString(token)}"),
            (nameof(ProgressPage.TakeBackAddress), TakeBackPath(token)));
    }

    [Function("TakeBackForm")]
    public async Task<IActionResult> AskTakeBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enrollments/{token}/take-back")] HttpRequest request, string token) =>
        await FindAsync(token) switch
        {
            ({ } link, _) when link.HasExpired(time.GetUtcNow()) => await pages.MessageAsync(StatusCodes.Status410Gone, IsOver),
            (_, { End: null } enrollment) => await TakeBackPage(StatusCodes.Status200OK, token, enrollment),
            (_, { }) => new RedirectAfterPost(PathOf(token)),
            _ => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink),
        };

    [Function("TakeBackSent")]
    public async Task<IActionResult> TakeBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "enrollments/{token}/take-back")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        if (await FindAsync(token) is not ({ } link, { } enrollment))
        {
            return await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);
        }
        if (link.HasExpired(time.GetUtcNow()))
        {
            return await pages.MessageAsync(StatusCodes.Status410Gone, IsOver);
        }
        if (enrollment.End is null)
        {
            // A mail scanner that sends whatever form it finds has ticked nothing.
            if (sent[Onboarding.Tracking.TakeBackPage.Field] != "yes")
            {
                return await TakeBackPage(StatusCodes.Status400BadRequest, token, enrollment, new FieldError(Onboarding.Tracking.TakeBackPage.Field, "Tick the box to take back your application.", FieldCodes.Required));
            }
            await enrollments.TakeBackAsync(durable, enrollment.Id, request.HttpContext.RequestAborted);
        }
        return new RedirectAfterPost(PathOf(token));
    }

    static string PathOf(string token) => $"/enrollments/{Uri.EscapeDataString(token)}";

    static string TakeBackPath(string token) => $"{PathOf(token)}/take-back";

    async Task<IActionResult> TakeBackPage(int status, string token, EnrollmentView enrollment, FieldError? error = null)
    {
        var page = await pages.PageAsync<TakeBackPage>(
            status,
            (nameof(Onboarding.Tracking.TakeBackPage.Enrollment), enrollment),
            (nameof(Onboarding.Tracking.TakeBackPage.Address), TakeBackPath(token)),
            (nameof(Onboarding.Tracking.TakeBackPage.KeepAddress), PathOf(token)),
            (nameof(Onboarding.Tracking.TakeBackPage.Problem), error?.Message));
        return error is null ? page : page.Saying(error.Message, error);
    }

    async Task<(Link? Link, EnrollmentView? Enrollment)> FindAsync(string token) =>
        await links.FindAsync(LinkPurpose.Progress, token) is { } link && CaseId.TryParse(link.Case, out var id)
            ? (link, await enrollments.FindAsync(id))
            : (null, null);
}

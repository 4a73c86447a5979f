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
        Links = [new MessageLink("Apply again", "/enroll"), MessageLink.MyCases],
    };

    [Function("EnrollmentProgress")]
    public async Task<IActionResult> Progress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enrollments/{token}")] HttpRequest request, string token)
    {
        var link = await links.FindAsync(LinkPurpose.Progress, token);
        if (link is null || !CaseId.TryParse(link.Case, out var id) || await tracker.FindAsync(id, request.HttpContext.RequestAborted) is not { } tracked
            || !enrollments.Shows(link, tracked.Enrollment))
        {
            return await RefusalAsync(link);
        }
        if (HttpMethods.IsGet(request.Method))
        {
            await links.OpenedAsync(link);
        }
        return await pages.PageAsync<ProgressPage>(
            StatusCodes.Status200OK,
            (nameof(ProgressPage.Tracked), tracked),
            (nameof(ProgressPage.AgainAddress), $"/enroll?again={Uri.EscapeDataString(token)}"),
            (nameof(ProgressPage.CorrectAddress), $"{PathOf(token)}/correct"),
            (nameof(ProgressPage.TakeBackAddress), TakeBackPath(token)),
            (nameof(ProgressPage.ComplainAddress), $"/complain/{Uri.EscapeDataString(token)}"));
    }

    [Function("TakeBackForm")]
    public async Task<IActionResult> AskTakeBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enrollments/{token}/take-back")] HttpRequest request, string token) =>
        await FindAsync(token) switch
        {
            (_, { End: null } enrollment) => await TakeBackPage(StatusCodes.Status200OK, token, enrollment),
            (_, { }) => new RedirectAfterPost(PathOf(token)),
            var (link, _) => await RefusalAsync(link),
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
        var (link, enrollment) = await FindAsync(token);
        if (link is null || enrollment is null)
        {
            return await RefusalAsync(link);
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

    async Task<IActionResult> RefusalAsync(Link? link) => link?.HasExpired(time.GetUtcNow()) == true
        ? await pages.MessageAsync(StatusCodes.Status410Gone, IsOver)
        : await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

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
        await links.FindAsync(LinkPurpose.Progress, token) is { } link ? (link, await enrollments.FindByLinkAsync(link)) : (null, null);
}

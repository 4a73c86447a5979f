using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Confirming;
using MemberServices.Onboarding.Correcting;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The pages on which applicants correct what they entered, and say that a new email address is theirs.</summary>
public sealed class CorrectionPages(
    EnrollmentService enrollments, Corrections corrections, StoppedMailboxes stopped, LinkTable links, FormRateLimiter limits, ClientIp client, PageRenderer pages,
    TimeProvider time)
{
    static readonly Message TooLate = new(
        "This address is not asked about any more",
        "It was answered already, another address was given since, or the application has ended.",
        "If you still want us to write here, correct the address again on the page of your application.",
        "If that doesn’t work, write or call us.");

    [Function("CorrectForm")]
    public async Task<IActionResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enrollments/{token}/correct")] HttpRequest request, string token) =>
        await enrollments.FindByLinkAsync(await links.FindAsync(LinkPurpose.Progress, token)) switch
        {
            { End: null } enrollment => await Page(StatusCodes.Status200OK, token, enrollment, enrollment.Applicant, []),
            { } => new RedirectAfterPost(PathOf(token)),
            null => await Unknown(),
        };

    [Function("CorrectSent")]
    public async Task<IActionResult> Correct(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "enrollments/{token}/correct")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        FunctionContext context,
        string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        if (await enrollments.FindByLinkAsync(await links.FindAsync(LinkPurpose.Progress, token)) is not { } enrollment)
        {
            return await Unknown();
        }
        if (enrollment.End is not null)
        {
            return new RedirectAfterPost(PathOf(token));
        }
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return await TooMany(token, enrollment, enrollment.Applicant, wait);
        }
        var fields = sent.Fields;
        var wanted = Correction.Read(fields, enrollment.Applicant);
        var typed = wanted.In(enrollment.Applicant);
        if (fields.Errors.Count == 0 && wanted.MemberEmail is { } email && email != enrollment.Applicant.MemberEmail)
        {
            // A new address costs a mail to whomever it belongs to.
            var form = $"{enrollment.Id}\n{email}";
            if (await limits.CountMailAsync(client.Of(context), email, enrollment.Applicant.OfficeKey, form) is { } refused)
            {
                return await TooMany(token, enrollment, typed, refused.Wait);
            }
            if (await stopped.IsStoppedAsync(email, time.GetUtcNow(), request.HttpContext.RequestAborted))
            {
                return await Page(
                    StatusCodes.Status400BadRequest, token, enrollment, typed,
                    [new("memberEmail", "The owner of this mailbox asked us not to write there. Enter another address, or write or call us.")]);
            }
        }
        var result = await corrections.ApplyAsync(
            durable, enrollment.Id, fields, new Intervention(Correction.Kind, "", "Corrected by the applicant"),
            new Actor(ActorKind.Applicant, enrollment.Applicant.MemberFullName), Channel.Form, request.HttpContext.RequestAborted);
        return result.State switch
        {
            InterventionState.Recorded or InterventionState.Ended => new RedirectAfterPost(PathOf(token)),
            InterventionState.Invalid when result.Errors.Count == 0 => await Page(StatusCodes.Status400BadRequest, token, enrollment, typed, [], "Change at least one of the fields."),
            InterventionState.Invalid => await Page(StatusCodes.Status400BadRequest, token, enrollment, typed, result.Errors),
            _ => await Page(
                StatusCodes.Status409Conflict, token, enrollment, typed, [], "Somebody answered in the meantime, so the license can’t be changed here any more. Write or call us."),
        };
    }

    [Function("AddressForm")]
    public async Task<IActionResult> ShowAddress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = CorrectionNotices.ConfirmPage + "/{token}")] HttpRequest request, string token) =>
        await FindAddressAsync(token) switch
        {
            null => await Unknown(),
            { Answer: null, IsAsked: false } => await pages.MessageAsync(StatusCodes.Status410Gone, TooLate),
            var asked => await AddressPage(StatusCodes.Status200OK, token, asked),
        };

    [Function("AddressSent")]
    public async Task<IActionResult> AnswerAddress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = CorrectionNotices.ConfirmPage + "/{token}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        if (await FindAddressAsync(token) is not { } asked)
        {
            return await Unknown();
        }
        if (asked.IsAsked && sent[Onboarding.Correcting.AddressPage.Field] is not ("yes" or "no"))
        {
            return await AddressPage(StatusCodes.Status400BadRequest, token, asked, new FieldError(Onboarding.Correcting.AddressPage.Field, "Choose yes or no.", FieldCodes.Required));
        }
        // Answered already: what was begun then is completed.
        var isTheirs = asked.Answer ?? sent[Onboarding.Correcting.AddressPage.Field] == "yes";
        return await corrections.AnswerAsync(durable, asked.Case, asked.Link.Person, isTheirs, request.HttpContext.RequestAborted)
            ? new RedirectAfterPost($"/{CorrectionNotices.ConfirmPage}/{Uri.EscapeDataString(token)}")
            : await pages.MessageAsync(StatusCodes.Status410Gone, TooLate);
    }

    async Task<AskedAddress?> FindAddressAsync(string token) =>
        await links.FindAsync(LinkPurpose.Address, token) is { } link && CaseId.TryParse(link.Case, out var id)
            ? await corrections.FindAsync(id, link, time.GetUtcNow())
            : null;

    static string PathOf(string token) => $"/enrollments/{Uri.EscapeDataString(token)}";

    async Task<IActionResult> Unknown() => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

    async Task<IActionResult> TooMany(string token, EnrollmentView enrollment, Application typed, TimeSpan wait)
    {
        var refused = new FormRefusal(wait, IsEverybodys: false);
        return (await Page(StatusCodes.Status429TooManyRequests, token, enrollment, typed, [], refused.Problem(""))).After(wait);
    }

    async Task<PageResult> Page(
        int status, string token, EnrollmentView enrollment, Application values, IReadOnlyList<FieldError> errors, string? problem = null) =>
        (await pages.PageAsync<CorrectPage>(
            status, (nameof(CorrectPage.Enrollment), enrollment), (nameof(CorrectPage.Values), values), (nameof(CorrectPage.Address), $"{PathOf(token)}/correct"),
            (nameof(CorrectPage.KeepAddress), PathOf(token)), (nameof(CorrectPage.AgainAddress), $"/enroll?again={Uri.EscapeDataString(token)}"),
            (nameof(CorrectPage.Errors), errors), (nameof(CorrectPage.Problem), problem)))
        .Saying(problem ?? PageResult.CorrectIt, errors);

    async Task<IActionResult> AddressPage(int status, string token, AskedAddress asked, FieldError? error = null)
    {
        var page = await pages.PageAsync<AddressPage>(
            status, (nameof(Onboarding.Correcting.AddressPage.Email), asked.Link.Person), (nameof(Onboarding.Correcting.AddressPage.Reference), asked.Case.ToString()),
            (nameof(Onboarding.Correcting.AddressPage.Answer), asked.Answer),
            (nameof(Onboarding.Correcting.AddressPage.Address), $"/{CorrectionNotices.ConfirmPage}/{Uri.EscapeDataString(token)}"),
            (nameof(Onboarding.Correcting.AddressPage.Problem), error?.Message));
        return error is null ? page : page.Saying(error.Message, error);
    }
}

using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Confirming;
using MemberServices.Pages;
using MemberServices.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The application form.</summary>
public sealed class EnrollmentPages(
    EnrollmentService enrollments, Confirmations<Application> confirmations, OfficeTable offices, LinkTable links, PageRenderer pages, FormRateLimiter limits,
    ClientIp client, EnrollmentPolicy policy)
{
    static readonly Message CheckYourMail = new(
        "Check your email",
        "Thank you. We write to the address of your application; use the link in that email to track it.",
        "Look into your spam folder if the email is not there in ten minutes.",
        "If you applied for this license before and that application is still open, it goes on, and the link in the email from then still works.",
        "To move an open application to another office, apply with the same email address as before.",
        "If no email comes, write or call us. The address may have a typing error.");

    static readonly Message ConfirmYourMail = new(
        "We wrote to you",
        "One step is left: open the link in our email and say that the application is yours. Until then nobody is asked.",
        "The email comes within minutes. Look into your spam folder if it is not there in ten.",
        "The link works for some days. After that, apply again.",
        "If no email comes, the address may have a typing error: apply again, or write or call us.");

    static readonly Message NoOffices = new(
        "You can’t apply here yet",
        "No office takes applications through this page at the moment.",
        "Write or call us, and we will enroll you.");

    [Function("EnrollForm")]
    public async Task<IActionResult> Form(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enroll")] HttpRequest request)
    {
        var again = request.Query["again"].ToString();
        var before = again.Length > 0 ? await enrollments.FindByLinkAsync(await links.FindAsync(LinkPurpose.Progress, again)) : null;
        var values = before?.Applicant ?? EnrollForm.Empty with { OfficeKey = await KnownOfficeAsync(request.Query["officeKey"].ToString()) };
        return await FormPage(StatusCodes.Status200OK, values, FormToken.New(), []);
    }

    [Function("EnrollSent")]
    public async Task<IActionResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "enroll")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        FunctionContext context)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }

        var (read, formToken) = (enrollments.Read(sent.Fields), FormToken.Of(sent));
        var typed = read.Value;
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return await TooMany(new FormRefusal(wait, IsEverybodys: false), typed, sent);
        }

        if (OfficeChoice.IsWanted(sent))
        {
            return await FormPage(StatusCodes.Status200OK, typed, formToken, [], sent[OfficeChoice.SearchField]);
        }

        var (whole, errors) = await enrollments.CheckOfficeAsync(read, request.HttpContext.RequestAborted);
        if (errors.Count == 0)
        {
            // Only now: a form with errors costs no mail, and must not keep its mailbox's owner from applying.
            var requestKey = await confirmations.RequestKeyAsync(whole, FormToken.RequestKey(formToken, typed), request.HttpContext.RequestAborted);
            if (await limits.CountMailAsync(client.Of(context), whole.MemberEmail, whole.OfficeKey, requestKey) is { } refused)
            {
                return await TooMany(refused, typed, sent);
            }

            errors = await TakeAsync(durable, whole, requestKey, request.HttpContext.RequestAborted);
        }

        return errors.Count == 0
            ? new RedirectAfterPost("/enroll/received")
            : await FormPage(StatusCodes.Status400BadRequest, typed, formToken, errors, sent[OfficeChoice.SearchField]);
    }

    /// <summary>Asks the mailbox's owner first or, where the organization doesn't want that, opens the case. What is wrong, if anything is.</summary>
    async Task<IReadOnlyList<FieldError>> TakeAsync(DurableTaskClient durable, Application whole, string requestKey, CancellationToken cancellationToken)
    {
        if (policy.ConfirmEmail)
        {
            await confirmations.AskAsync(whole, requestKey, cancellationToken);
            return [];
        }
        // That the license is taken would tell a stranger who has applied: the page after this one is the same.
        var result = await enrollments.StartAsync(
            durable, new Validated<Application>(whole, []), requestKey, new Actor(ActorKind.Applicant, whole.MemberFullName), Channel.Form, cancellationToken: cancellationToken);
        return [.. result.Errors.Where(error => error.Field != "memberStateLicense")];
    }

    // The same for everybody: a stranger doesn't learn here who has applied.
    [Function("EnrollReceived")]
    public async Task<IActionResult> Received(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "enroll/received")] HttpRequest request) =>
        await pages.MessageAsync(StatusCodes.Status200OK, policy.ConfirmEmail ? ConfirmYourMail : CheckYourMail);

    async Task<string> KnownOfficeAsync(string officeKey) => await offices.FindAsync(officeKey) is { IsClosed: false } office ? office.OfficeKey : "";

    async Task<IActionResult> TooMany(FormRefusal refused, Application typed, PostedForm sent)
    {
        var problem = refused.Problem("Many people are applying just now.");

        // A refusal must cost less than what it refuses: the list of offices is neither read nor sent, only the one that was chosen.
        var chosen = OfficeChoice.Only(await offices.FindAsync(typed.OfficeKey), sent);
        return (await PageOf(StatusCodes.Status429TooManyRequests, new EnrollForm(typed, FormToken.Of(sent), chosen, policy.MemberTypes, [], problem)))
            .Saying(problem).After(refused.Wait);
    }

    async Task<IActionResult> FormPage(int status, Application values, string formToken, IReadOnlyList<FieldError> errors, string search = "") =>
        await OfficeChoice.FindAsync(offices, values.OfficeKey, search, CancellationToken.None) is { } office
            ? (await PageOf(status, new EnrollForm(values, formToken, office, policy.MemberTypes, errors))).Saying(PageResult.CorrectIt, errors)
            : await pages.MessageAsync(StatusCodes.Status503ServiceUnavailable, NoOffices);

    Task<PageResult> PageOf(int status, EnrollForm form) => pages.PageAsync<EnrollPage>(status, (nameof(EnrollPage.Form), form));
}

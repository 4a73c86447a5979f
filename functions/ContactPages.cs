using MemberServices.Confirming;
using MemberServices.Pages;
using MemberServices.Tickets;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.Viewing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>The contact form, and what we promise to whoever uses it.</summary>
public sealed class ContactPages(
    TicketFields fields, Confirmations<TicketRequest> confirmations, FormRateLimiter limits, ClientIp client, PageRenderer pages, StandardsKept kept)
{
    // The same for everybody: a stranger doesn't learn here whom we know.
    static readonly Message ConfirmYourMail = new(
        "We wrote to you",
        "One step is left: open the link in our email and say that the question is yours. Until then nobody reads it.",
        "The email comes within minutes. Look into your spam folder if it is not there in ten.",
        "Our time to answer counts from now. The link works for some days; after that, ask again.",
        "If no email comes, the address may have a typing error: ask again, or write or call us.");

    [Function("ContactForm")]
    public Task<IActionResult> Form([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contact")] HttpRequest request) =>
        Page(StatusCodes.Status200OK, new ContactForm(ContactForm.Empty, FormToken.New(), []));

    [Function("ContactSent")]
    public async Task<IActionResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contact")] HttpRequest request, FunctionContext context)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        var (read, formToken, cancel) = (await fields.ReadAsync(sent.Fields, isTrusted: false, request.HttpContext.RequestAborted), FormToken.Of(sent), request.HttpContext.RequestAborted);
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return await TooMany(new FormRefusal(wait, IsEverybodys: false), read.Value, formToken);
        }
        if (read.Errors.Count > 0)
        {
            return await Page(StatusCodes.Status400BadRequest, new ContactForm(read.Value, formToken, read.Errors));
        }
        // Only now: a form with errors costs no mail, and must not keep its mailbox's owner from asking.
        var requestKey = await confirmations.RequestKeyAsync(read.Value, FormToken.RequestKey(formToken, read.Value), cancel);
        if (await limits.CountMailAsync(client.Of(context), read.Value.Email, officeKey: null, requestKey) is { } refused)
        {
            return await TooMany(refused, read.Value, formToken);
        }
        await confirmations.AskAsync(read.Value, requestKey, cancel);
        return new RedirectAfterPost("/contact/received");
    }

    [Function("ContactReceived")]
    public async Task<IActionResult> Received([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contact/received")] HttpRequest request) =>
        await pages.MessageAsync(StatusCodes.Status200OK, ConfirmYourMail);

    [Function("Standards")]
    public async Task<IActionResult> Standards([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "standards")] HttpRequest request) =>
        await pages.PageAsync<StandardsPage>(StatusCodes.Status200OK, (nameof(StandardsPage.Month), await kept.ReadAsync(request.HttpContext.RequestAborted)));

    async Task<IActionResult> TooMany(FormRefusal refused, TicketRequest typed, string formToken)
    {
        var problem = refused.Problem("Many people are writing to us just now.");
        var page = await pages.PageAsync<ContactPage>(StatusCodes.Status429TooManyRequests, (nameof(ContactPage.Form), new ContactForm(typed, formToken, [], problem)));
        return page.Saying(problem).After(refused.Wait);
    }

    async Task<IActionResult> Page(int status, ContactForm form)
    {
        var page = await pages.PageAsync<ContactPage>(status, (nameof(ContactPage.Form), form));
        return form.Errors.Count > 0 ? page.Saying(PageResult.CorrectIt, form.Errors) : page;
    }
}

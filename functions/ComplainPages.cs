using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Complaints;
using MemberServices.Complaints.Opening;
using MemberServices.Confirming;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The form for a complaint: for everybody, whose mailbox confirms it, and for who has a link of a case of theirs, at once.</summary>
public sealed class ComplainPages(
    ComplaintFields fields, ComplaintService complaints, Confirmations<ComplaintRequest> confirmations, CaseIndex index, LinkTable links, FormRateLimiter limits, ClientIp client,
    PageRenderer pages, TimeProvider clock)
{
    /// <summary>The links by which somebody says who they are, and which case it is about.</summary>
    static readonly LinkPurpose[] Own = [LinkPurpose.Ticket, LinkPurpose.Survey, LinkPurpose.Progress];

    // The same for everybody: a stranger doesn't learn here whom we know.
    static readonly Message ConfirmYourMail = new(
        "We wrote to you",
        "One step is left: open the link in our email and say that the complaint is yours. Until then nobody reads it.",
        "The email comes within minutes. Look into your spam folder if it is not there in ten.",
        "Our time counts from now. The link works for some days; after that, send the complaint again.",
        "If no email comes, the address may have a typing error: send it again, or write or call us.");

    static readonly Message Taken = new(
        "We have your complaint",
        "One of us who had no part in it looks into it.",
        "You get an email that says who that is, and by when they call you.",
        "Its link opens the page about your complaint: there you choose how we call you back, add something, or take it back.");

    [Function("ComplainForm")]
    public Task<IActionResult> FormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "complain")] HttpRequest request) =>
        PageAsync(StatusCodes.Status200OK, new ComplainForm(ComplainForm.Empty, FormToken.New(), []));

    [Function("ComplainSent")]
    public async Task<IActionResult> SendAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "complain")] HttpRequest request, FunctionContext context)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        var cancel = request.HttpContext.RequestAborted;
        var (read, formToken) = (await fields.ReadAsync(sent.Fields, isTrusted: false, cancel), FormToken.Of(sent));
        var form = new ComplainForm(read.Value, formToken, read.Errors, CaseTyped: sent["case"]);
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return await TooManyAsync(new FormRefusal(wait, IsEverybodys: false), form);
        }
        if (read.Errors.Count > 0)
        {
            return await PageAsync(StatusCodes.Status400BadRequest, form);
        }
        // Only now: a form with errors costs no mail, and must not keep its mailbox's owner from complaining.
        var requestKey = await confirmations.RequestKeyAsync(read.Value, FormToken.RequestKey(formToken, read.Value), cancel);
        if (await limits.CountMailAsync(client.Of(context), read.Value.Email, officeKey: null, requestKey) is { } refused)
        {
            return await TooManyAsync(refused, form);
        }
        await confirmations.AskAsync(read.Value, requestKey, cancel);
        return new RedirectAfterPost("/complain/received");
    }

    [Function("ComplainReceived")]
    public async Task<IActionResult> ReceivedAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "complain/received")] HttpRequest request) =>
        await pages.MessageAsync(StatusCodes.Status200OK, request.Query["done"] == "1" ? Taken : ConfirmYourMail);

    /// <remarks>The host tries routes in the order of their functions' names: this one stands after that of what was received.</remarks>
    [Function("ComplainWithLinkForm")]
    public async Task<IActionResult> KnownFormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "complain/{token}")] HttpRequest request, string token) =>
        await KnownAsync(token, request.HttpContext.RequestAborted) is { } known
            ? await PageAsync(StatusCodes.Status200OK, new ComplainForm(known, FormToken.New(), [], Address: PathOf(token)))
            : await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

    [Function("ComplainWithLinkSent")]
    public async Task<IActionResult> SendKnownAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "complain/{token}")] HttpRequest request, [DurableClient] DurableTaskClient durable, FunctionContext context, string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        var cancel = request.HttpContext.RequestAborted;
        if (await KnownAsync(token, cancel) is not { } known)
        {
            return await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);
        }
        var reader = sent.Fields;
        var read = fields.ReadKnown(reader, known);
        var form = new ComplainForm(read, FormToken.Of(sent), reader.Errors, Address: PathOf(token));
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return await TooManyAsync(new FormRefusal(wait, IsEverybodys: false), form);
        }
        var start = await complaints.StartAsync(
            durable, new Validated<ComplaintRequest>(read, reader.Errors), FormToken.RequestKey(form.FormToken, read), new Actor(ActorKind.Customer, read.FullName), Channel.Form,
            cancellationToken: cancel);
        return start.Id is null ? await PageAsync(StatusCodes.Status400BadRequest, form with { Errors = start.Errors }) : new RedirectAfterPost("/complain/received?done=1");
    }

    /// <summary>Who has a link of theirs, and what it is about; null: the link isn't one, or what it led to is forgotten.</summary>
    async Task<ComplaintRequest?> KnownAsync(string token, CancellationToken cancellationToken)
    {
        foreach (var purpose in Own)
        {
            if (await links.FindAsync(purpose, token) is { } link && !link.HasExpired(clock.GetUtcNow()) && CaseId.TryParse(link.Case, out var id)
                && await index.FindAsync(id, cancellationToken) is { Email.Length: > 0 } entry && EmailAddress.AreSame(entry.Email, link.Person))
            {
                return new ComplaintRequest(entry.Name, entry.Email, null, entry.MemberKey, "", "", null, id);
            }
        }
        return null;
    }

    static string PathOf(string token) => $"/complain/{Uri.EscapeDataString(token)}";

    async Task<IActionResult> TooManyAsync(FormRefusal refused, ComplainForm form)
    {
        var problem = refused.Problem("Many people are writing to us just now.");
        var page = await pages.PageAsync<ComplainPage>(StatusCodes.Status429TooManyRequests, (nameof(ComplainPage.Form), form with { Errors = [], Problem = problem }));
        return page.Saying(problem).After(refused.Wait);
    }

    async Task<IActionResult> PageAsync(int status, ComplainForm form)
    {
        var page = await pages.PageAsync<ComplainPage>(status, (nameof(ComplainPage.Form), form));
        return form.Errors.Count > 0 ? page.Saying(PageResult.CorrectIt, form.Errors) : page;
    }
}

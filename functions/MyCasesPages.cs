using MemberServices.Fields;
using MemberServices.LostLinks;
using MemberServices.Messages;
using MemberServices.Onboarding.Applying;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Where one asks for new links.</summary>
public sealed class MyCasesPages(MyCases cases, PageRenderer pages, FormRateLimiter limits, ClientIp client)
{
    static readonly Message Sent = new(
        "Check your email",
        "If something is open at that address, we wrote to it.",
        "The email comes within minutes. Look into your spam folder if it is not there in ten.",
        "If it is not the address that we write to, ask again with the other one.",
        "If no email comes, write or call us.");

    [Function("MyCasesForm")]
    public async Task<IActionResult> Form([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "my-cases")] HttpRequest request) =>
        await Page(StatusCodes.Status200OK, "", FormToken.New(), []);

    [Function("MyCasesSent")]
    public async Task<IActionResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "my-cases")] HttpRequest request, FunctionContext context)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }

        var ((email, errors), formToken) = (MyCases.Read(sent.Fields), FormToken.Of(sent));
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return await TooMany(new FormRefusal(wait, IsEverybodys: false), email, formToken);
        }
        if (errors.Count > 0)
        {
            return await Page(StatusCodes.Status400BadRequest, email, formToken, errors);
        }

        var formKey = DeterministicId.From("my-cases", formToken, EmailAddress.MailboxOf(email));
        if (await limits.CountMailAsync(client.Of(context), email, null, formKey) is { } refused)
        {
            return await TooMany(refused, email, formToken);
        }
        await cases.AskAsync(email, formKey, request.HttpContext.RequestAborted);
        return new RedirectAfterPost("/my-cases/sent");
    }

    [Function("MyCasesAsked")]
    public async Task<IActionResult> Asked([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "my-cases/sent")] HttpRequest request) =>
        await pages.MessageAsync(StatusCodes.Status200OK, Sent);

    async Task<IActionResult> TooMany(FormRefusal refused, string email, string formToken) =>
        (await Page(StatusCodes.Status429TooManyRequests, email, formToken, [], refused.Problem("Many people are asking just now."))).After(refused.Wait);

    async Task<PageResult> Page(int status, string email, string formToken, IReadOnlyList<FieldError> errors, string? problem = null) =>
        (await pages.PageAsync<MyCasesPage>(
            status, (nameof(MyCasesPage.Email), email), (nameof(MyCasesPage.FormToken), formToken), (nameof(MyCasesPage.Errors), errors),
            (nameof(MyCasesPage.Problem), problem)))
        .Saying(problem ?? PageResult.CorrectIt, errors);
}

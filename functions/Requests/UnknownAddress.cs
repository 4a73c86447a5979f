using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Requests;

/// <summary>
/// What no other function takes: the site's front door, addresses that don't exist, methods that an address doesn't have.
/// The host tries functions in the order of their names, so this one's must be the last.
/// </summary>
public sealed class UnknownAddress(RouteCatalog routes, RefusalAnswers answers, PageRenderer pages)
{
    public const string Everything = "{*path}";

    static readonly Refusal NotFound = new(
        StatusCodes.Status404NotFound, "unknown-address", "There is nothing at this address", "Look at the address, or at the API's document at /openapi.json.")
    {
        Page = new Message(
            "We can’t find this page",
            "There is nothing at this address.",
            "If you followed a link in an email of ours, open it straight from there: copied links are sometimes cut off.",
            "If it still doesn’t work, write or call us.")
        {
            Links = [new MessageLink("Go to the start page", "/")],
        },
    };

    [Function("Zz_UnknownAddress")]
    public async Task<IActionResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Everything)] HttpRequest request)
    {
        var isFrontDoor = request.Path.Value is null or "" or "/";
        var methods = isFrontDoor ? ["GET", "HEAD"] : routes.MethodsOf(request.Path);
        if (isFrontDoor && methods.Contains(request.Method))
        {
            return await pages.PageAsync<StartPage>(StatusCodes.Status200OK);
        }
        if (methods.Count == 0 || methods.Contains(request.Method))
        {
            return await answers.OfAsync(request, NotFound);
        }
        request.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        return HttpMethods.IsOptions(request.Method)
            ? new StatusCodeResult(StatusCodes.Status204NoContent)
            : await answers.OfAsync(request, new Refusal(
                StatusCodes.Status405MethodNotAllowed, "unknown-method", "This address doesn't take that method", $"It takes {string.Join(", ", methods)}."));
    }
}

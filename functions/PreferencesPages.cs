using MemberServices.Contacts;
using MemberServices.Links;
using MemberServices.Pages;
using MemberServices.Surveys.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>
/// Where somebody says whether they may be asked. Their mail program may say it for them by one click (RFC 8058): a post with a field of
/// its own, which no form of a page has.
/// </summary>
public sealed class PreferencesPages(OptOuts optOuts, LinkTable links, PageRenderer pages, TimeProvider clock)
{
    const string OneClick = "List-Unsubscribe";

    [Function("PreferencesPage")]
    public async Task<IActionResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "preferences/{token}")] HttpRequest request, string token) =>
        await FindAsync(token) is { } who
            ? await PageAsync(StatusCodes.Status200OK, token, await optOuts.SinceAsync(who, request.HttpContext.RequestAborted), isDone: request.Query["done"] == "1")
            : await UnknownAsync();

    [Function("PreferencesSent")]
    public async Task<IActionResult> SendAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "preferences/{token}")] HttpRequest request, string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        if (await FindAsync(token) is not { } who)
        {
            return await UnknownAsync();
        }
        var cancel = request.HttpContext.RequestAborted;
        if (sent[OneClick] == "One-Click")
        {
            return await PageAsync(StatusCodes.Status200OK, token, await optOuts.SetAsync(who, isOut: true, cancel), isDone: true);
        }
        if (sent[Surveys.Answering.PreferencesPage.Field] is not ("yes" or "no"))
        {
            return await PageAsync(StatusCodes.Status400BadRequest, token, await optOuts.SinceAsync(who, cancel), isDone: false, "Choose yes or no.");
        }
        await optOuts.SetAsync(who, isOut: sent[Surveys.Answering.PreferencesPage.Field] == "no", cancel);
        return new RedirectAfterPost($"/preferences/{Uri.EscapeDataString(token)}?done=1");
    }

    /// <summary>Whose link it is. A survey's own link does as well: both were mailed to the same person.</summary>
    async Task<Contacted?> FindAsync(string token) =>
        (await links.FindAsync(LinkPurpose.Preferences, token) ?? await links.FindAsync(LinkPurpose.Survey, token)) is { } link && !link.HasExpired(clock.GetUtcNow())
            ? link.MemberKey is { } key ? Contacted.Person(key) : Contacted.Mailbox(link.Person)
            : null;

    async Task<IActionResult> UnknownAsync() => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);

    async Task<IActionResult> PageAsync(int status, string token, DateTimeOffset? since, bool isDone, string? problem = null)
    {
        var page = await pages.PageAsync<PreferencesPage>(
            status,
            (nameof(Surveys.Answering.PreferencesPage.Address), $"/preferences/{Uri.EscapeDataString(token)}"),
            (nameof(Surveys.Answering.PreferencesPage.Since), since),
            (nameof(Surveys.Answering.PreferencesPage.IsDone), isDone),
            (nameof(Surveys.Answering.PreferencesPage.Problem), problem));
        return problem is null ? page : page.Saying(problem);
    }
}

using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Requests;

/// <summary>A case, and the mailed link by which somebody came to its page.</summary>
public sealed record LinkedCase<TRecord>(Link Link, TRecord Record);

/// <summary>What the pages of cases to which links are mailed have in common.</summary>
public sealed class LinkedCases(LinkTable links, FormRateLimiter limits, ClientIp client, PageRenderer pages, TimeProvider clock)
{
    /// <summary>The case that a link is to; null: the link isn't one or has expired, or the case is gone.</summary>
    /// <param name="purpose">What the link must be for.</param>
    /// <param name="token">As the address has it.</param>
    /// <param name="read">Reads the case; null: it is gone.</param>
    public async Task<LinkedCase<TRecord>?> FindAsync<TRecord>(LinkPurpose purpose, string token, Func<CaseId, Task<TRecord?>> read) where TRecord : class =>
        await links.FindAsync(purpose, token) is { } link && !link.HasExpired(clock.GetUtcNow()) && CaseId.TryParse(link.Case, out var id) && await read(id) is { } record
            ? new LinkedCase<TRecord>(link, record)
            : null;

    /// <summary>Shows a case's page, and notes that its link was opened.</summary>
    public async Task<IActionResult> ShowAsync<TRecord>(HttpRequest request, LinkedCase<TRecord>? found, Func<TRecord, Task<PageResult>> page)
    {
        if (found is null)
        {
            return await UnknownAsync();
        }
        if (HttpMethods.IsGet(request.Method))
        {
            await links.OpenedAsync(found.Link);
        }
        return await page(found.Record);
    }

    /// <summary>Takes a form of a case's page, unless it is broken or one too many.</summary>
    /// <param name="request">Has the form.</param>
    /// <param name="context">Says who sent it.</param>
    /// <param name="find">The case.</param>
    /// <param name="refuse">The page with what was typed, and a problem.</param>
    /// <param name="act">Does what the form asks for.</param>
    public async Task<IActionResult> SendAsync<TRecord>(
        HttpRequest request, FunctionContext context, Func<Task<LinkedCase<TRecord>?>> find, Func<TRecord, PostedForm, string, Task<PageResult>> refuse,
        Func<TRecord, PostedForm, Task<IActionResult>> act)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        if (await find() is not { Record: var record })
        {
            return await UnknownAsync();
        }
        if (await limits.CountAddressAsync(client.Of(context)) is { } wait)
        {
            return (await refuse(record, sent, new FormRefusal(wait, IsEverybodys: false).Problem(""))).After(wait);
        }
        return await act(record, sent);
    }

    /// <summary>What a link that leads to no case shows.</summary>
    public async Task<IActionResult> UnknownAsync() => await pages.MessageAsync(StatusCodes.Status404NotFound, Message.UnknownLink);
}

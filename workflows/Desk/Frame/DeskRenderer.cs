using MemberServices.Pages;
using Microsoft.AspNetCore.Components;

namespace MemberServices.Desk.Frame;

/// <summary>Renders the staff's pages. A page's component takes its frame as the parameter <c>Frame</c>.</summary>
public sealed class DeskRenderer(PageRenderer pages, DeskAssets assets, IEnumerable<RailEntry> rail, TimeProvider clock)
{
    /// <remarks>
    /// The sign-in's host is where a form leads whose sender was signed out meanwhile: browsers ask for it at each redirect.
    /// Their script and style are files of the site's own; nothing inside a page runs.
    /// </remarks>
    const string Rules =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self' https://login.microsoftonline.com; base-uri 'none'; frame-ancestors 'none'";

    readonly IReadOnlyList<RailEntry> entries = [.. rail.OrderBy(entry => entry.Order)];

    public async Task<PageResult> PageAsync<TPage>(DeskRequest request, int status, params (string Name, object? Value)[] parameters) where TPage : IComponent
    {
        var address = request.Http.Path.ToUriComponent() + request.Http.QueryString.ToUriComponent();
        var frame = new DeskFrame(request.Who, request.FormToken, entries, assets.StyleAddress, assets.ScriptAddress, clock.GetUtcNow(), address);
        return new PageResult(await pages.RenderAsync<TPage>([("Frame", frame), .. parameters]), status, styleHash: "") { ContentRules = Rules };
    }

    /// <summary>A page that only says something.</summary>
    public async Task<PageResult> MessageAsync(DeskRequest request, int status, Message message) =>
        (await PageAsync<DeskMessage>(request, status, (nameof(DeskMessage.Message), message))).Saying(message.Text);
}

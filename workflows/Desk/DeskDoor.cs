using MemberServices.Desk.Frame;
using MemberServices.Desk.SignIn;
using MemberServices.Pages;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;

namespace MemberServices.Desk;

/// <summary>What every request for the staff's pages passes: who asks is signed in, has a role, and sends only forms of their own.</summary>
public sealed class DeskDoor(
    StaffSignIn signIn, StaffDirectory staff, DeskCatalog catalog, DeskAssets assets, FormTokens tokens, PageRenderer pages, DeskRenderer desk)
{
    static readonly Message Off = new(
        "Staff can’t sign in here",
        "The setting that turns the sign-in on is missing, so these pages are closed.",
        "If you run this site, read “Staff pages” in the runbook.");

    static readonly Message SignedOut = new(
        "You are signed out",
        "What you sent was not taken: meanwhile the sign-in ended. Nothing was changed.",
        "Sign in again in another tab, go back here, and send it again: what you typed is still there.")
    {
        Links = [new MessageLink("Sign in", DeskRequest.Root)],
    };

    static readonly Message NotYours = new(
        "We did not accept this form",
        "It was opened more than a day ago, or by somebody else. Nothing was changed.",
        "Open the page again and send it from there.")
    {
        Links = [new MessageLink("My work", DeskRequest.Root)],
    };

    public async Task<IActionResult> AnswerAsync(HttpRequest request, DurableTaskClient durable)
    {
        request.Path.StartsWithSegments(DeskRequest.Root, StringComparison.OrdinalIgnoreCase, out var path);
        var isPost = HttpMethods.IsPost(request.Method);
        if (!isPost && assets.Find(path) is { } asset)
        {
            return asset;
        }
        if (!signIn.IsOn)
        {
            return await pages.MessageAsync(StatusCodes.Status503ServiceUnavailable, Off);
        }
        if (signIn.WhoAsks(request) is not { } asks)
        {
            return isPost ? await pages.MessageAsync(StatusCodes.Status401Unauthorized, SignedOut) : new RedirectAfterPost(StaffSignIn.AddressFor(request));
        }
        // What is done is looked up when it is done; what is shown may be some minutes old.
        if (await (isPost ? staff.LookUpAsync(asks.ObjectId) : staff.FindByIdAsync(asks.ObjectId)) is not { } who)
        {
            return await pages.MessageAsync(StatusCodes.Status403Forbidden, NoRole(asks));
        }
        var cancellation = request.HttpContext.RequestAborted;
        var found = catalog.Find(path);
        var asked = new DeskRequest(request, who, found?.Route ?? [], await tokens.IssueAsync(who.Person.Id, cancellation), durable);
        return (found?.Page, isPost) switch
        {
            (null, _) => await desk.MessageAsync(asked, StatusCodes.Status404NotFound, Unknown),
            ({ } page, false) => await page.ShowAsync(asked),
            (IDeskForm form, true) => await SendAsync(form, asked),
            _ => await desk.MessageAsync(asked, StatusCodes.Status405MethodNotAllowed, TakesNone),
        };
    }

    async Task<IActionResult> SendAsync(IDeskForm page, DeskRequest request)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request.Http);
        return sent is null ? refusal!
            : await tokens.IsValidAsync(sent[FormTokens.Field], request.Who.Person.Id, request.Cancellation) ? await page.SendAsync(request, sent)
            : await desk.MessageAsync(request, StatusCodes.Status403Forbidden, NotYours);
    }

    static Message Unknown { get; } = new("There is nothing at this address", "Look at the address, or search for what you need.")
    {
        Links = [new MessageLink("My work", DeskRequest.Root)],
    };

    static Message TakesNone { get; } = new("This page takes no form", "Nothing was changed.") { Links = [new MessageLink("My work", DeskRequest.Root)] };

    static Message NoRole(SignedIn asks) => new(
        "You have no role here",
        $"You are signed in as {asks.Name}, and none of the staff’s roles is yours. Nothing was changed.",
        "If you should have one, ask your manager to have you put into the group of your role. It takes up to ten minutes.",
        "If you have another account, sign out and sign in with that one.")
    {
        Links = [new MessageLink("Sign out", StaffSignIn.SignOutAddress)],
    };
}

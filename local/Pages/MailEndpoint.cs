using Local.Email;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>Shows a mail, and says whether the mails to its recipients bounce.</summary>
static class MailEndpoint
{
    public static IResult Show(HttpRequest request, Inbox inbox, string id) => Find(inbox, id) is { } mail
        ? new LocalPage<MailPage>(200, (nameof(MailPage.Mail), mail), (nameof(MailPage.Bouncing), inbox.Bouncing)) { HasMails = true }
        : NotFound(request);

    public static async Task<IResult> BounceAsync(HttpRequest request, Inbox inbox, string id)
    {
        if (Find(inbox, id) is not { } mail)
        {
            return NotFound(request);
        }

        var wanted = (await request.ReadFieldsAsync())["mails"].ToString();
        if (wanted is not ("bounce" or "arrive"))
        {
            return Refusal.Of(request, StatusCodes.Status400BadRequest, "Nothing was changed", "Give 'mails' as bounce or arrive.", "mails");
        }

        foreach (var address in mail.To)
        {
            await inbox.BounceAsync(address, wanted == "bounce");
        }

        return new SeeOther($"/local/inbox/{mail.Id}");
    }

    static Mail? Find(Inbox inbox, string id) => Guid.TryParse(id, out var parsed) ? inbox.Find($"{parsed}") : null;

    static IResult NotFound(HttpRequest request) => Refusal.Of(
        request, StatusCodes.Status404NotFound, "There is no such mail", "/local/inbox has all of them.");
}

using Local.Email;
using MemberServices.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    /// <summary>Where all mails arrive, and what can go wrong there.</summary>
    public Inbox MailService => Machine.Part<Inbox>();

    /// <summary>The app sends letters.</summary>
    public async Task Sends(params OutgoingEmail[] letters)
    {
        foreach (var letter in letters)
        {
            await Services.GetRequiredService<EmailQueue>().QueueAsync(letter);
        }

        await Settle();
    }

    public static OutgoingEmail LetterToJane(string id, string subject = "Welcome") => new(
        id, Cast.Jane.MemberEmail, Cast.Jane.MemberFullName,
        new MailContent(subject, "Welcome, Jane", new Paragraph("You are in.")), Cast.Jane.MemberKey, "case-1", "test.welcome");
}

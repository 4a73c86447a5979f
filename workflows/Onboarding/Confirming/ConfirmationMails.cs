using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Confirming;

/// <summary>The first mail to somebody who is said to have applied. The same for everybody: nothing that a stranger typed is in it.</summary>
public sealed class ConfirmationMails(BrandPolicy brand, LinkPolicy days)
{
    public MailContent Confirm() => new(
        $"Did you apply to {brand.Name}? Please confirm",
        "Is this your application?",
        [
            new Paragraph($"Somebody applied for membership in {brand.Name} with this email address. Nothing happens until you say whether it was you."),
            new ActionLink("Open the application", LinkRequest.Placeholder),
            new Paragraph($"The page asks you one question. If you say yes, your office’s broker is asked at once, and you can follow it. The link works for {days.ConfirmationHours} hours; after that, apply again."),
            new Paragraph("If it wasn’t you, say so on the same page, or do nothing: the application is forgotten."),
        ]);
}

using System.ComponentModel.DataAnnotations;
using MemberServices.Policies;

namespace MemberServices.Mail;

/// <summary>Whom a member answers, calls or writes to.</summary>
public sealed record MailPolicy : IPolicySection
{
    const string NameRule = "must be a name of 1 to 64 characters without commas, quotes or control characters";

    /// <summary>The name that answers are addressed to.</summary>
    [RegularExpression("""[^,;:<>()\[\]\\"@]{1,64}""", ErrorMessage = NameRule)]
    public required string SenderName { get; init; }

    /// <summary>Where answers to our mails go.</summary>
    [RegularExpression(PolicyLimits.Email, ErrorMessage = "must be an email address")]
    public required string ReplyTo { get; init; }

    /// <summary>Named in mails and pages as the people to ask.</summary>
    public required SupportContact Support { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("senderName").Must(
            EmailHeaders.DisplayName(SenderName) == SenderName && SenderName.Length > 0,
            NameRule, $"\"{SenderName}\"");
        check.At("replyTo").Must(EmailHeaders.IsAddress(ReplyTo), "must be an email address", $"\"{ReplyTo}\"");
        Support.Check(check.At("support"));
    }
}

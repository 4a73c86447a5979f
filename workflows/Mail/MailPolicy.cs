using System.ComponentModel.DataAnnotations;
using MemberServices.Links;
using MemberServices.Policies;

namespace MemberServices.Mail;

/// <summary>Whom a member answers, calls or writes to.</summary>
public sealed record MailPolicy : IPolicySection
{
    /// <summary>With + and a token they are 64, the most that an address has before the @.</summary>
    const int LongestGateway = 64 - 1 - LinkTable.ReplyTokenLength;

    const string NameRule = "must be a name of 1 to 64 characters without commas, quotes or control characters";

    /// <summary>The name that answers are addressed to.</summary>
    [RegularExpression("""[^,;:<>()\[\]\\"@]{1,64}""", ErrorMessage = NameRule)]
    public required string SenderName { get; init; }

    /// <summary>Where answers to our mails go.</summary>
    [RegularExpression(PolicyLimits.Email, ErrorMessage = "must be an email address")]
    public required string ReplyTo { get; init; }

    /// <summary>
    /// Where answers to mails about a ticket go: the mail gateway's address, which takes a label behind a + and tells of what comes by
    /// ticket.replied; at most 31 characters before the @. Left out: as to all other mails.
    /// </summary>
    [RegularExpression(PolicyLimits.Email, ErrorMessage = "must be an email address")]
    public string? ReplyGateway { get; init; }

    /// <summary>Named in mails and pages as the people to ask.</summary>
    public required SupportContact Support { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("senderName").Must(
            EmailHeaders.DisplayName(SenderName) == SenderName && SenderName.Length > 0,
            NameRule, $"\"{SenderName}\"");
        check.At("replyTo").Must(EmailHeaders.IsAddress(ReplyTo), "must be an email address", $"\"{ReplyTo}\"");
        check.At("replyGateway").Must(
            ReplyGateway is not { } gateway || EmailHeaders.IsAddress(gateway) && gateway.IndexOf('@', StringComparison.Ordinal) <= LongestGateway && !gateway.Contains('+', StringComparison.Ordinal),
            $"must be an email address with at most {LongestGateway} characters and no + before the @: a label is put there", $"\"{ReplyGateway}\"");
        Support.Check(check.At("support"));
    }
}

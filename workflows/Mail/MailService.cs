using System.Net;
using Azure;
using Azure.Communication.Email;
using MemberServices.Links;
using MemberServices.Messages;

namespace MemberServices.Mail;

/// <summary>Hands emails to the mail service. An email's operation id is always the same, so that a repeat is no second mail.</summary>
public sealed class MailService(EmailClient client, MailRenderer renderer, LinkTable links, SiteAddress site, MailPolicy policy, MailSender from)
{
    /// <summary>The operation id of an email.</summary>
    public static Guid OperationId(OutgoingEmail email) => DeterministicId.ToGuid(email.Id);

    /// <summary>Sends an email; when the service has it already, that is as good.</summary>
    /// <exception cref="RequestFailedException">It wasn't taken, or nobody knows.</exception>
    public async Task SendAsync(OutgoingEmail email, CancellationToken cancellationToken)
    {
        var addresses = await AddressesOfAsync(email);
        var body = await renderer.RenderAsync(email.Content.WithLinks(addresses));
        var content = new EmailContent(EmailHeaders.Subject(email.Content.Subject)) { Html = body.Html, PlainText = body.Text };
        var to = new EmailRecipients([new EmailAddress(email.To, EmailHeaders.DisplayName(email.ToName))]);
        var message = new EmailMessage(from.Address, to, content) { UserEngagementTrackingDisabled = true };
        message.ReplyTo.Add(new EmailAddress(await ReplyToAsync(email), policy.SenderName));
        if (email.Unsubscribe is { } leave)
        {
            message.Headers["List-Unsubscribe"] = $"<{addresses[leave]}>";
            message.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }
        try
        {
            await client.SendAsync(WaitUntil.Started, message, OperationId(email), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.BadRequest)
        {
            // The service answers so, too, when it has taken this very operation before and the answer was lost.
            if (!await HasTakenAsync(email, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>The addresses of the links that it shows, with tokens that are made now and that nothing but the mail itself ever holds.</summary>
    async Task<IReadOnlyDictionary<int, string>> AddressesOfAsync(OutgoingEmail email)
    {
        var addresses = new Dictionary<int, string>();
        foreach (var index in email.Content.Links().Concat(email.Unsubscribe is { } leave ? [leave] : []).Distinct())
        {
            var link = email.Links![index];
            addresses[index] = site.To(link.Page, await links.IssueAsync(link.Purpose, link.Case, link.Step, email.To, link.Expires, link.MemberKey));
        }

        return addresses;
    }

    /// <summary>Whoever answers from there has got this very mail: a case's number can be guessed, the label can't.</summary>
    async Task<string> ReplyToAsync(OutgoingEmail email)
    {
        if (policy.ReplyGateway is not { } gateway || email is not { Case: { } id, RepliesUntil: { } until })
        {
            return policy.ReplyTo;
        }
        return gateway.Insert(gateway.IndexOf('@', StringComparison.Ordinal), "+" + await links.IssueAsync(LinkPurpose.Reply, id, 0, email.To, until, email.MemberKey));
    }

    async Task<bool> HasTakenAsync(OutgoingEmail email, CancellationToken cancellationToken)
    {
        try
        {
            var operation = new EmailSendOperation(OperationId(email).ToString(), client);
            await operation.UpdateStatusAsync(cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.OK)
        {
            // Unknown, or known and failed: an operation that ended in failure is told by an exception of status 200.
            return false;
        }
    }
}

/// <summary>Whom our mails are from.</summary>
public sealed record MailSender
{
    /// <exception cref="ArgumentException">It is no email address.</exception>
    public MailSender(string? address) => Address = EmailHeaders.IsAddress(address)
        ? address!
        : throw new ArgumentException(
            $"Email:Sender must be an address that the mail service may send from, such as DoNotReply@example.org; got '{address}'.",
            nameof(address));

    public string Address { get; }
}

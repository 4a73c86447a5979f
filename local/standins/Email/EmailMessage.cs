using System.Text.Json;
using System.Text.Json.Serialization;

namespace Azure.Communication.Email;

/// <summary>A mail to send: at most 50 recipients, and 10 MB in all.</summary>
public class EmailMessage
{
    static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content)
    {
        ArgumentNullException.ThrowIfNull(senderAddress);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        SenderAddress = senderAddress;
        Recipients = recipients;
        Content = content;
    }

    public EmailMessage(string senderAddress, string recipientAddress, EmailContent content)
        : this(senderAddress, new EmailRecipients([new EmailAddress(recipientAddress)]), content)
    {
    }

    public string SenderAddress { get; }

    public EmailRecipients Recipients { get; }

    public EmailContent Content { get; }

    public IList<EmailAttachment> Attachments { get; } = [];

    public IList<EmailAddress> ReplyTo { get; } = [];

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public bool? UserEngagementTrackingDisabled { get; set; }

    /// <summary>Checks what is refused before anything is sent.</summary>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Content.Html) && string.IsNullOrWhiteSpace(Content.PlainText))
        {
            throw new ArgumentException("The email has neither an HTML nor a plain-text body.");
        }

        if (string.IsNullOrWhiteSpace(Content.Subject))
        {
            throw new ArgumentException("The email has no subject.");
        }

        if (string.IsNullOrWhiteSpace(SenderAddress))
        {
            throw new ArgumentException("The email has no sender.");
        }

        if (Recipients.To.Count + Recipients.CC.Count + Recipients.BCC.Count == 0)
        {
            throw new ArgumentException("The email has no recipient.");
        }

        if (Attachments.Any(attachment => attachment.Content.ToMemory().IsEmpty))
        {
            throw new ArgumentException("An attachment of the email is empty.");
        }
    }

    /// <summary>The body of POST /emails:send.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            senderAddress = SenderAddress,
            content = new { subject = Content.Subject, plainText = Content.PlainText, html = Content.Html },
            recipients = new { to = List(Recipients.To), cc = List(Recipients.CC), bcc = List(Recipients.BCC) },
            attachments = Attachments.Select(a => new
            {
                name = a.Name,
                contentType = a.ContentType,
                contentInBase64 = a.Content.ToArray(),
                contentId = a.ContentId,
            }),
            replyTo = List(ReplyTo),
            headers = Headers.Count == 0 ? null : Headers,
            userEngagementTrackingDisabled = UserEngagementTrackingDisabled,
        },
        Json);

    static IEnumerable<object> List(IEnumerable<EmailAddress> addresses) =>
        addresses.Select(a => new { address = a.Address, displayName = a.DisplayName });
}

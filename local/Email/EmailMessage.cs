#nullable disable

namespace Azure.Communication.Email;

public class EmailMessage
{
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
    {
        ArgumentNullException.ThrowIfNull(senderAddress);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(recipientAddress);
        SenderAddress = senderAddress;
        Recipients = new EmailRecipients([new EmailAddress(recipientAddress)]);
        Content = content;
    }

    public string SenderAddress { get; }

    public EmailRecipients Recipients { get; }

    public EmailContent Content { get; }

    public IList<EmailAttachment> Attachments { get; } = [];

    public IList<EmailAddress> ReplyTo { get; } = [];

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public bool? UserEngagementTrackingDisabled { get; set; }

    /// <summary>What the official client refuses before anything is sent.</summary>
    internal void Validate()
    {
        if (Headers.Values.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A header of the email has no value.");
        }

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
}

public class EmailContent
{
    public EmailContent(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Subject = subject;
    }

    public string Subject { get; }

    public string PlainText { get; set; }

    public string Html { get; set; }
}

public class EmailAttachment
{
    public EmailAttachment(string name, string contentType, BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(content);
        Name = name;
        ContentType = contentType;
        Content = content;
    }

    public string Name { get; }

    public string ContentType { get; }

    public BinaryData Content { get; }

    public string ContentId { get; set; }
}

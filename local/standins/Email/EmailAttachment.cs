namespace Azure.Communication.Email;

/// <summary>A file that goes with a mail.</summary>
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

    /// <summary>What the HTML body refers to the file by (<c>cid:</c>), or null.</summary>
    public string ContentId { get; set; }
}

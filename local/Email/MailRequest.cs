using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Local.Email;

/// <summary>A mail as it goes over the wire (POST /emails:send, version 2025-09-01), and the limits that the service checks.</summary>
sealed record MailRequest(
    string SenderAddress,
    MailRequest.MailBody Content,
    MailRequest.MailRecipients Recipients,
    IReadOnlyList<MailRequest.Attachment>? Attachments,
    IReadOnlyList<MailRequest.Address>? ReplyTo,
    IReadOnlyDictionary<string, string>? Headers,
    bool? UserEngagementTrackingDisabled)
{
    const int MostRecipients = 50;
    const int LargestBytes = 10 * 1024 * 1024;

    public static MailRequest Parse(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<MailRequest>(bytes, JsonSerializerOptions.Web)!;

    /// <summary>Why the service refuses it, or null.</summary>
    /// <param name="size">Of the request, in bytes.</param>
    public string? Fault(int size)
    {
        var recipients = Recipients.All.ToList();
        if (size > LargestBytes)
        {
            return $"The request has {size} bytes; the limit is {LargestBytes}.";
        }

        if (recipients.Count > MostRecipients)
        {
            return $"The mail has {recipients.Count} recipients; the limit is {MostRecipients}.";
        }

        return recipients.Concat(ReplyTo ?? []).Select(r => r.Email).Append(SenderAddress).FirstOrDefault(a => !IsAddress(a)) is { } bad
            ? $"'{bad}' is not a mail address."
            : null;
    }

    // One bare address: whatever could carry a second one, or a header, is refused.
    static bool IsAddress(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>' or '"')
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && address.Host.Contains('.');

    internal sealed record MailBody(string Subject, string? PlainText, string? Html);

    internal sealed record MailRecipients(IReadOnlyList<Address> To, IReadOnlyList<Address>? Cc, IReadOnlyList<Address>? Bcc)
    {
        [JsonIgnore]
        public IEnumerable<Address> All => [.. To ?? [], .. Cc ?? [], .. Bcc ?? []];
    }

    internal sealed record Address([property: JsonPropertyName("address")] string Email, string? DisplayName);

    internal sealed record Attachment(string Name, string ContentType, byte[] ContentInBase64, string? ContentId);
}

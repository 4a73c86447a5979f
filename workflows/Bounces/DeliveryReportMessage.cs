using System.Text.Json;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Bounces;

/// <summary>
/// A report on a mail as the message says it: the data of Event Grid's <c>Microsoft.Communication.EmailDeliveryReportReceived</c>,
/// https://learn.microsoft.com/azure/event-grid/communication-services-email-events.
/// </summary>
/// <param name="Operation">The send operation; null when its id is none of ours: they are all of one form.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Report">What became of it; null when the status is one that we don't know.</param>
/// <param name="Status">The status as it came.</param>
public sealed record DeliveryReportMessage(Guid? Operation, string Recipient, DeliveryReport? Report, string Status)
{
    const int LongestReason = 300;
    const int LongestStatus = 50;

    /// <summary>Understands a message. A time that hasn't come yet is taken for now.</summary>
    public static DeliveryReportReading Read(CloudEvent message, DateTimeOffset now)
    {
        var (_, data, errors) = CloudEventReader.ReadData<Data>(message, JsonSerializerOptions.Web);
        if (data is null)
        {
            return new DeliveryReportReading(null, errors);
        }

        if (data is not { MessageId.Length: > 0, Recipient.Length: > 0, Status.Length: > 0, DeliveryAttemptTimestamp: { } at })
        {
            var missing = new (string Field, bool IsThere)[]
            {
                ("messageId", data.MessageId is { Length: > 0 }),
                ("recipient", data.Recipient is { Length: > 0 }),
                ("status", data.Status is { Length: > 0 }),
                ("deliveryAttemptTimestamp", data.DeliveryAttemptTimestamp is not null),
            };
            return new DeliveryReportReading(null, [.. missing.Where(each => !each.IsThere).Select(each => new MessageError("data." + each.Field, "must be there"))]);
        }

        var status = Enum.GetValues<DeliveryStatus>().Where(each => each.ToString().Equals(data.Status, StringComparison.OrdinalIgnoreCase)).ToList();
        return new DeliveryReportReading(
            new DeliveryReportMessage(
                Guid.TryParse(data.MessageId, out var operation) ? operation : null,
                data.Recipient,
                status is [var known] ? new DeliveryReport(known, at < now ? at : now, ReasonOf(data.DeliveryStatusDetails)) : null,
                Cut(MailText.OneLine(data.Status), LongestStatus)),
            []);
    }

    static string? ReasonOf(JsonElement? details) =>
        details is { ValueKind: JsonValueKind.Object } named
        && named.TryGetProperty("statusMessage", out var text) && text.ValueKind == JsonValueKind.String
        && MailText.OneLine(text.GetString()!) is { Length: > 0 } reason
            ? Cut(reason, LongestReason)
            : null;

    static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    sealed record Data(string? MessageId, string? Recipient, string? Status, JsonElement? DeliveryStatusDetails, DateTimeOffset? DeliveryAttemptTimestamp);
}

/// <summary>A report, or why there is none; each reason names the field.</summary>
public sealed record DeliveryReportReading(DeliveryReportMessage? Message, IReadOnlyList<MessageError> Errors);

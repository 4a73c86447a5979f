using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices.Messages;

/// <summary>
/// What a trigger does with a message that it can't use: it is dead-lettered at once with a reason that names the field.
/// It is never completed in silence and never tried again.
/// </summary>
static partial class DeadLetters
{
    const int LongestReason = 1000;
    const int LongestDescription = 4000;

    /// <summary>The first error is the reason, all of them are the description.</summary>
    public static Task DeadLetterAsync(
        this ServiceBusMessageActions actions, ServiceBusReceivedMessage message, IReadOnlyList<MessageError> errors, ILogger log) =>
        DeadLetterAsync(actions, message, errors[0].ToString(), string.Join("; ", errors), log);

    public static Task DeadLetterAsync(
        this ServiceBusMessageActions actions, ServiceBusReceivedMessage message, string reason, string description, ILogger log)
    {
        DeadLettered(log, message.MessageId, message.Subject, description);
        return actions.DeadLetterMessageAsync(message, null, Cut(reason, LongestReason), Cut(description, LongestDescription));
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    [LoggerMessage(LogLevel.Error, "Message {MessageId} ({Subject}) is dead-lettered: {Reason}")]
    static partial void DeadLettered(ILogger logger, string messageId, string? subject, string reason);
}

using Azure;
using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices.Messages;

/// <summary>
/// What becomes of a message that a trigger was handed: it is completed when it is carried out, dead-lettered with the
/// reason when it can't be used, and left to its lock when something outside fails that may pass. It is never completed in
/// silence.
/// </summary>
public sealed partial class Settlement(ILogger<Settlement> log)
{
    const int LongestReason = 1000;
    const int LongestDescription = 4000;

    /// <param name="message">The message.</param>
    /// <param name="actions">The trigger's.</param>
    /// <param name="handle">Carries the message out: null, or says why it never can be.</param>
    /// <param name="cancellationToken">Gives up: the app is stopping.</param>
    public async Task SettleAsync(
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        Func<Task<DeadLetter?>> handle,
        CancellationToken cancellationToken)
    {
        try
        {
            await (await handle() is { } dead
                ? DeadLetterAsync(message, actions, dead)
                : actions.CompleteMessageAsync(message, cancellationToken));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && PassingFault(e) is { } fault)
        {
            // Neither completed nor abandoned: it comes again when its lock ends, a minute later instead of at once.
            Log.NotYet(log, message.MessageId, message.Subject, fault);
        }
    }

    Task DeadLetterAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, DeadLetter dead)
    {
        Log.DeadLettered(log, message.MessageId, message.Subject, dead.Description);
        return actions.DeadLetterMessageAsync(message, null, Cut(dead.Reason, LongestReason), Cut(dead.Description, LongestDescription));
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    /// <summary>
    /// What failed, in words without addresses and values, or null for a fault of this app's: the host abandons that
    /// message at once, until it has been delivered as often as the queue allows.
    /// </summary>
    static string? PassingFault(Exception fault) => fault switch
    {
        RequestFailedException e => $"status {e.Status} {e.ErrorCode}".TrimEnd(),
        ServiceBusException { IsTransient: true } e => $"Service Bus: {e.Reason}",
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted } e => $"Durable Functions: {e.StatusCode}",
        NotYetException => fault.Message,
        HttpRequestException or TimeoutException or OperationCanceledException => fault.GetType().Name,
        _ => null,
    };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Message {MessageId} ({Subject}) is dead-lettered: {Reason}")]
        public static partial void DeadLettered(ILogger logger, string messageId, string? subject, string reason);

        [LoggerMessage(LogLevel.Error, "Message {MessageId} ({Subject}) isn't carried out yet: {Fault}")]
        public static partial void NotYet(ILogger logger, string messageId, string? subject, string fault);
    }
}

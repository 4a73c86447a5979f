using Azure;
using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices.Messages;

/// <summary>
/// What becomes of a message that a trigger was handed: it is completed when it is carried out, dead-lettered with the
/// reasons when it can't be used, and left to its lock when something outside fails that may pass.
/// </summary>
public sealed partial class Settlement(ILogger<Settlement> log)
{
    /// <param name="message">The message.</param>
    /// <param name="actions">The trigger's.</param>
    /// <param name="handle">Carries the message out, or tells what is wrong with it.</param>
    /// <param name="cancellationToken">Gives up: the app is stopping.</param>
    public async Task SettleAsync(
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        Func<Task<IReadOnlyList<MessageError>>> handle,
        CancellationToken cancellationToken)
    {
        try
        {
            var errors = await handle();
            await (errors.Count == 0 ? actions.CompleteMessageAsync(message, cancellationToken) : actions.DeadLetterAsync(message, errors, log));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && PassingFault(e) is { } fault)
        {
            // Neither completed nor abandoned: it comes again when its lock ends, a minute later instead of at once.
            NotYet(log, message.MessageId, message.Subject, fault);
        }
    }

    /// <summary>
    /// What failed, in words without addresses and values, or null for a fault of this app's: the host abandons that
    /// message at once, until it has been delivered as often as the queue allows.
    /// </summary>
    static string? PassingFault(Exception fault) => fault switch
    {
        RequestFailedException e => $"status {e.Status} {e.ErrorCode}".TrimEnd(),
        ServiceBusException { IsTransient: true } e => $"Service Bus: {e.Reason}",
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted } e => $"Durable Functions: {e.StatusCode}",
        HttpRequestException or TimeoutException or OperationCanceledException => fault.GetType().Name,
        _ => null,
    };

    [LoggerMessage(LogLevel.Error, "Message {MessageId} ({Subject}) isn't carried out yet: {Fault}")]
    static partial void NotYet(ILogger logger, string messageId, string? subject, string fault);
}

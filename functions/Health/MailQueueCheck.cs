using Azure.Messaging.ServiceBus;
using MemberServices.Messages;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Whether mails are taken from their queue. Those that have been given a later time don't count.</summary>
public sealed class MailQueueCheck(ServiceBusClient bus, TimeProvider clock) : IHealthCheck
{
    /// <summary>A mail that waits longer than this isn't taken.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Messages that are looked at, the oldest first.</summary>
    const int Looked = 100;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var receiver = bus.CreateReceiver(Bus.Mail);
        var messages = await receiver.PeekMessagesAsync(Looked, 0, cancellationToken);
        var oldest = messages.Where(message => message.State == ServiceBusMessageState.Active).Select(message => (DateTimeOffset?)message.EnqueuedTime).Min();
        return oldest is { } since && clock.GetUtcNow() - since > LongestWait
            ? HealthCheckResult.Degraded(FormattableString.Invariant($"The oldest mail has waited since {since:u}: is the function SendMail disabled?"))
            : HealthCheckResult.Healthy();
    }
}

using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

public class ServiceBusMessageActions
{
    readonly Broker broker;
    readonly EntityLink link;

    protected ServiceBusMessageActions()
    {
        broker = null!;
        link = null!;
    }

    internal ServiceBusMessageActions(Broker broker, EntityLink link)
    {
        this.broker = broker;
        this.link = link;
    }

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.Complete(), cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.Abandon(propertiesToModify), cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.DeadLetter(deadLetterReason, deadLetterErrorDescription, propertiesToModify), cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.Defer(propertiesToModify), cancellationToken);

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return link.RunAsync("renew", () => broker.RenewAsync(link.Path, message), cancellationToken);
    }

    Task SettleAsync(ServiceBusReceivedMessage message, Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return link.RunAsync("settle", () => broker.SettleAsync(link.Path, message, settlement), cancellationToken);
    }
}

#nullable disable
using System.Runtime.CompilerServices;
using Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceiver : IAsyncDisposable
{
    readonly ServiceBusClient client;
    long peekFrom;

    protected ServiceBusReceiver()
    {
    }

    internal ServiceBusReceiver(ServiceBusClient client, string entityPath, ServiceBusReceiverOptions options)
    {
        this.client = client;
        EntityPath = EntityPaths.SubQueue(entityPath, options?.SubQueue ?? SubQueue.None);
        ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock;
        Link = client.Broker.LinkTo(EntityPath);
    }

    public virtual string EntityPath { get; }

    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public virtual bool IsClosed { get; private set; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    internal EntityLink Link { get; }

    /// <summary>The session it receives, or null where the entity has none.</summary>
    internal SessionLock Session { get; init; }

    public virtual async Task<ServiceBusReceivedMessage> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken) is [var message, ..] ? message : null;

    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var broker = Connect(cancellationToken);
        var wait = maxWaitTime ?? ServiceBusClient.TryTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(maxWaitTime));
        return Link.WaitAsync(
            "receive",
            credits: 1,
            () => broker.ReceiveAsync(EntityPath, Session, maxMessages, ReceiveMode, wait, cancellationToken),
            cancellationToken);
    }

    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await ReceiveMessageAsync(null, cancellationToken) is { } message)
            {
                yield return message;
            }
        }
    }

    public virtual async Task<ServiceBusReceivedMessage> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken) is [var message, ..] ? message : null;

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var broker = Connect(cancellationToken);
        var messages = await Link.RunAsync(
            "peek",
            credits: 1,
            () => Task.FromResult(broker.Peek(EntityPath, Session, fromSequenceNumber ?? peekFrom, maxMessages)),
            cancellationToken);
        peekFrom = messages is [.., var last] ? last.SequenceNumber + 1 : peekFrom;
        return messages;
    }

    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        (await ReceiveDeferredMessagesAsync([sequenceNumber], cancellationToken))[0];

    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        var broker = Connect(cancellationToken);
        long[] numbers = [.. sequenceNumbers];
        return Link.RunAsync(
            "receive", numbers.Length, () => broker.ReceiveDeferredAsync(EntityPath, Session, numbers, ReceiveMode), cancellationToken);
    }

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settle(message, new Settlement.Complete(), cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settle(message, new Settlement.Abandon(propertiesToModify), cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settle(message, new Settlement.Defer(propertiesToModify), cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settle(message, new Settlement.DeadLetter(null, null, propertiesToModify), cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        Settle(message, new Settlement.DeadLetter(deadLetterReason, deadLetterErrorDescription, null), cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        Settle(message, new Settlement.DeadLetter(deadLetterReason, deadLetterErrorDescription, propertiesToModify), cancellationToken);

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Session is not null)
        {
            throw new InvalidOperationException("A message of a session has no lock of its own; the session's lock is renewed.");
        }

        var broker = Locked(message, cancellationToken);
        return Link.RunAsync("renew", () => broker.RenewAsync(EntityPath, message), cancellationToken);
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        if (Session is not null)
        {
            client.Broker.Release(Session);
        }

        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    internal Broker Connect(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException();
        }

        return client.Open().Broker;
    }

    Task Settle(ServiceBusReceivedMessage message, Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var broker = Locked(message, cancellationToken);
        return Link.RunAsync("settle", () => broker.SettleAsync(EntityPath, message, settlement), cancellationToken);
    }

    Broker Locked(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        var broker = Connect(cancellationToken);
        if (ReceiveMode != ServiceBusReceiveMode.PeekLock || message.LockTokenGuid == Guid.Empty)
        {
            throw new InvalidOperationException("Only a message that was received under a lock (PeekLock) can be settled.");
        }

        return broker;
    }
}

using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>Receives from a queue or subscription of the machine's broker. It fetches nothing ahead, whatever its <see cref="PrefetchCount"/>.</summary>
sealed class LocalServiceBusReceiver : ServiceBusReceiver
{
    readonly LocalServiceBusClient client;
    readonly SessionLock? session;
    readonly string identifier;
    readonly int prefetchCount;
    volatile bool closed;
    long peekFrom;

    /// <param name="session">The session that it receives, or null where the entity has none.</param>
    public LocalServiceBusReceiver(LocalServiceBusClient client, string entityPath, ServiceBusReceiverOptions? options, SessionLock? session = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(entityPath);
        client.ThrowIfClosed(false, nameof(ServiceBusReceiver));
        this.client = client;
        this.session = session;
        EntityPath = EntityPaths.SubQueue(entityPath, options?.SubQueue ?? SubQueue.None);
        identifier = EntityPaths.Identifier(entityPath, options?.Identifier);
        ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock;
        prefetchCount = options?.PrefetchCount ?? 0;
        Link = client.Broker.LinkTo(EntityPath);
    }

    public override string EntityPath { get; }

    public override string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public override string Identifier => identifier;

    public override bool IsClosed => closed;

    public override int PrefetchCount => prefetchCount;

    public override ServiceBusReceiveMode ReceiveMode { get; }

    internal EntityLink Link { get; }

    public override async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        ThrowIfClosed();
        var wait = maxWaitTime ?? LocalServiceBusClient.TryTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.FromTicks(PrefetchCount > 0 ? 0 : 1), nameof(maxWaitTime));
        return await Link.WaitAsync(
            "receive",
            credits: 1,
            () => client.Broker.ReceiveAsync(EntityPath, session, maxMessages, ReceiveMode, wait, cancellationToken),
            cancellationToken);
    }

    public override async Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken) is [var message, ..] ? message : null;

    public override async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        ThrowIfClosed();
        var messages = await Link.RunAsync(
            "peek",
            credits: 1,
            () => Task.FromResult(client.Broker.Peek(EntityPath, session, fromSequenceNumber ?? peekFrom, maxMessages)),
            cancellationToken);
        peekFrom = messages is [.., var last] ? last.SequenceNumber + 1 : peekFrom;
        return messages;
    }

    public override async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        ThrowIfClosed();
        long[] numbers = [.. sequenceNumbers];
        return numbers.Length == 0
            ? []
            : await Link.RunAsync(
                "receive",
                numbers.Length,
                () => client.Broker.ReceiveDeferredAsync(EntityPath, session, numbers, ReceiveMode),
                cancellationToken);
    }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.Complete(), cancellationToken);

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.Abandon(propertiesToModify), cancellationToken);

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.Defer(propertiesToModify), cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, new Settlement.DeadLetter(null, null, propertiesToModify), cancellationToken);

    public override async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string? deadLetterReason, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        await SettleAsync(message, new Settlement.DeadLetter(deadLetterReason, deadLetterErrorDescription, null), cancellationToken);

    public override async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string? deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(propertiesToModify);
        ThrowIfDiffering(propertiesToModify, Settlement.DeadLetter.ReasonProperty, deadLetterReason);
        ThrowIfDiffering(propertiesToModify, Settlement.DeadLetter.DescriptionProperty, deadLetterErrorDescription);
        await SettleAsync(message, new Settlement.DeadLetter(deadLetterReason, deadLetterErrorDescription, propertiesToModify), cancellationToken);
    }

    public override async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfClosed();
        if (session is not null)
        {
            throw new InvalidOperationException("A message of a session has no lock of its own; the session's lock is renewed.");
        }

        ThrowIfNotLocked(message);
        await Link.RunAsync("renew", () => client.Broker.RenewAsync(EntityPath, message), cancellationToken);
    }

    public override Task CloseAsync(CancellationToken cancellationToken = default)
    {
        closed = true;
        if (session is not null)
        {
            client.Broker.Release(session);
        }

        return Task.CompletedTask;
    }

    internal void ThrowIfClosed(string type = nameof(ServiceBusReceiver)) => client.ThrowIfClosed(closed, type);

    async Task SettleAsync(ServiceBusReceivedMessage message, Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfClosed();
        ThrowIfNotLocked(message);
        await Link.RunAsync("settle", () => client.Broker.SettleAsync(EntityPath, message, settlement), cancellationToken);
    }

    void ThrowIfNotLocked(ServiceBusReceivedMessage message)
    {
        if (ReceiveMode != ServiceBusReceiveMode.PeekLock || Broker.LockToken(message) == Guid.Empty)
        {
            throw new InvalidOperationException("Only a message that was received under a lock (PeekLock) can be settled.");
        }
    }

    static void ThrowIfDiffering(IDictionary<string, object> properties, string name, string? value)
    {
        if (value is not null && properties.TryGetValue(name, out var other) && other as string != value)
        {
            throw new InvalidOperationException($"'{name}' is given twice, and differs.");
        }
    }
}

using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>Receives one session, which it holds: a <see cref="LocalServiceBusReceiver"/> that can't be derived from.</summary>
sealed class LocalServiceBusSessionReceiver(Broker broker, LocalServiceBusReceiver inner, SessionLock session) : ServiceBusSessionReceiver
{
    public override string SessionId => session.Id;

    public override DateTimeOffset SessionLockedUntil => session.LockedUntil;

    public override bool IsSessionExclusive => true;

    /// <value>Null: only sessions that are shared have one.</value>
    public override string? SessionLockToken => null;

    public override string EntityPath => inner.EntityPath;

    public override string FullyQualifiedNamespace => inner.FullyQualifiedNamespace;

    public override string Identifier => inner.Identifier;

    public override bool IsClosed => inner.IsClosed || !session.IsHeld;

    public override int PrefetchCount => inner.PrefetchCount;

    public override ServiceBusReceiveMode ReceiveMode => inner.ReceiveMode;

    /// <param name="sessionId">Null for the next session that is free and has messages.</param>
    public static async Task<ServiceBusSessionReceiver> AcceptAsync(
        LocalServiceBusClient client, string entityPath, string? sessionId, ServiceBusSessionReceiverOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfShared(options, sessionId);
        ArgumentException.ThrowIfNullOrWhiteSpace(entityPath);
        client.ThrowIfClosed(false, nameof(ServiceBusSessionReceiver));
        var session = await client.Broker.LinkTo(entityPath).WaitAsync(
            "accept",
            credits: 0,
            () => client.Broker.AcceptSessionAsync(entityPath, sessionId, LocalServiceBusClient.TryTimeout, cancellationToken),
            cancellationToken);
        var receiverOptions = new ServiceBusReceiverOptions
        {
            Identifier = options?.Identifier,
            PrefetchCount = options?.PrefetchCount ?? 0,
            ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock,
        };
        return new LocalServiceBusSessionReceiver(
            client.Broker, new LocalServiceBusReceiver(client, entityPath, receiverOptions, session), session);
    }

    public override async Task<BinaryData?> GetSessionStateAsync(CancellationToken cancellationToken = default)
    {
        inner.ThrowIfClosed(nameof(ServiceBusSessionReceiver));
        return await inner.Link.RunAsync("state", credits: 0, () => Task.FromResult(broker.ReadState(session)), cancellationToken);
    }

    public override async Task SetSessionStateAsync(BinaryData? sessionState, CancellationToken cancellationToken = default)
    {
        inner.ThrowIfClosed(nameof(ServiceBusSessionReceiver));
        await inner.Link.RunAsync("state", () => broker.WriteStateAsync(session, sessionState), cancellationToken);
    }

    public override async Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        inner.ThrowIfClosed(nameof(ServiceBusSessionReceiver));
        await inner.Link.RunAsync("renew", () => broker.RenewAsync(session), cancellationToken);
    }

    public override Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        inner.ReceiveMessagesAsync(maxMessages, maxWaitTime, cancellationToken);

    public override Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        inner.PeekMessageAsync(fromSequenceNumber, cancellationToken);

    public override Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        inner.PeekMessagesAsync(maxMessages, fromSequenceNumber, cancellationToken);

    public override Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default) =>
        inner.ReceiveDeferredMessagesAsync(sequenceNumbers, cancellationToken);

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        inner.CompleteMessageAsync(message, cancellationToken);

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        inner.AbandonMessageAsync(message, propertiesToModify, cancellationToken);

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        inner.DeferMessageAsync(message, propertiesToModify, cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        inner.DeadLetterMessageAsync(message, propertiesToModify, cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string? deadLetterReason, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        inner.DeadLetterMessageAsync(message, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string? deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        inner.DeadLetterMessageAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        inner.RenewMessageLockAsync(message, cancellationToken);

    public override Task CloseAsync(CancellationToken cancellationToken = default) => inner.CloseAsync(cancellationToken);

    static void ThrowIfShared(ServiceBusSessionReceiverOptions? options, string? sessionId)
    {
        if (options is { SessionLockToken: not null } && (!options.EnableNonExclusiveSession || sessionId is null))
        {
            throw new ArgumentException("A session's lock token goes with a session that is shared, and with that session's id.", nameof(options));
        }

        if (options is { EnableNonExclusiveSession: true })
        {
            throw new NotSupportedException("The one-machine Service Bus has no sessions that receivers share.");
        }
    }
}

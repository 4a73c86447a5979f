using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>Queues, topics and subscriptions with the semantics of Azure Service Bus, kept in the edition's database.</summary>
public sealed partial class Broker(LocalEdition edition)
{
    internal LocalEdition Edition => edition;

    /// <summary>Delivers a queue's or subscription's messages to <paramref name="handler"/> until it is disposed.</summary>
    /// <param name="entityPath"><c>QUEUE</c> or <c>TOPIC/Subscriptions/SUBSCRIPTION</c>.</param>
    internal IAsyncDisposable StartPump(string entityPath, PumpOptions options, MessageHandler handler) => throw new NotImplementedException();

    internal Task<IReadOnlyList<long>> SendAsync(string path, IReadOnlyList<ServiceBusMessage> messages) => throw new NotImplementedException();

    internal Task CancelScheduledAsync(string path, IReadOnlyList<long> sequenceNumbers) => throw new NotImplementedException();

    internal Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(
        string path, SessionLock? session, int most, ServiceBusReceiveMode mode, TimeSpan wait, CancellationToken cancellationToken) => throw new NotImplementedException();

    internal Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(
        string path, SessionLock? session, IReadOnlyList<long> sequenceNumbers, ServiceBusReceiveMode mode) => throw new NotImplementedException();

    internal IReadOnlyList<ServiceBusReceivedMessage> Peek(string path, SessionLock? session, long from, int most) => throw new NotImplementedException();

    internal Task SettleAsync(string path, ServiceBusReceivedMessage message, Settlement settlement) => throw new NotImplementedException();

    internal Task RenewAsync(string path, ServiceBusReceivedMessage message) => throw new NotImplementedException();

    internal Task<SessionLock> AcceptSessionAsync(string path, string? id, TimeSpan wait, CancellationToken cancellationToken) => throw new NotImplementedException();

    internal BinaryData? ReadState(SessionLock session) => throw new NotImplementedException();

    internal Task WriteStateAsync(SessionLock session, BinaryData? state) => throw new NotImplementedException();

    internal void Renew(SessionLock session) => throw new NotImplementedException();

    internal void Release(SessionLock session) => throw new NotImplementedException();
}

sealed class SessionLock
{
    public string Id { get; } = "";

    public DateTimeOffset LockedUntil { get; }
}

public sealed partial class Broker
{
    /// <summary>Queues and subscriptions, in the order of their names.</summary>
    public IReadOnlyList<BusEntityView> Entities() => throw new NotImplementedException();

    /// <summary>The oldest dead letters of a queue or subscription.</summary>
    public IReadOnlyList<DeadLetterView> DeadLetters(string path, int most = 100) => throw new NotImplementedException();

    /// <summary>Puts dead letters back into their queue or subscription, as new. Doing it again moves nothing.</summary>
    /// <param name="sequenceNumber">One message's, or null for all.</param>
    /// <returns>How many were moved.</returns>
    public Task<int> RedriveAsync(string path, long? sequenceNumber = null) => throw new NotImplementedException();
}

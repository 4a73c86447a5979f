using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>
/// The official client on the machine's broker. Arguments are checked and waits end as in Azure.Messaging.ServiceBus 7.21; its
/// sources are https://github.com/Azure/azure-sdk-for-net, sdk/servicebus/Azure.Messaging.ServiceBus/src.
/// </summary>
public sealed class LocalServiceBusClient(LocalMachine machine) : ServiceBusClient
{
    /// <summary>How long an operation is waited for when nothing else is said.</summary>
    internal static readonly TimeSpan TryTimeout = new ServiceBusRetryOptions().TryTimeout;

    volatile bool closed;

    public override string FullyQualifiedNamespace => machine.ServiceBusNamespace;

    public override string Identifier { get; } = EntityPaths.Identifier(machine.ServiceBusNamespace, null);

    public override bool IsClosed => closed;

    internal Broker Broker { get; } = machine.Part<Broker>();

    public override ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions? options) =>
        new LocalServiceBusSender(this, queueOrTopicName, options);

    public override ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions? options) =>
        new LocalServiceBusReceiver(this, queueName, options);

    public override ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions? options) =>
        new LocalServiceBusReceiver(this, EntityPaths.Subscription(topicName, subscriptionName), options);

    public override Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string queueName, ServiceBusSessionReceiverOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalServiceBusSessionReceiver.AcceptAsync(this, queueName, null, options, cancellationToken);

    public override Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string topicName, string subscriptionName, ServiceBusSessionReceiverOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalServiceBusSessionReceiver.AcceptAsync(this, EntityPaths.Subscription(topicName, subscriptionName), null, options, cancellationToken);

    public override Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string queueName, string? sessionId, ServiceBusSessionReceiverOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalServiceBusSessionReceiver.AcceptAsync(this, queueName, sessionId, options, cancellationToken);

    public override Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string topicName, string subscriptionName, string? sessionId, ServiceBusSessionReceiverOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalServiceBusSessionReceiver.AcceptAsync(this, EntityPaths.Subscription(topicName, subscriptionName), sessionId, options, cancellationToken);

    public override IAsyncEnumerable<string> GetMessageSessionsAsync(string queueName, CancellationToken cancellationToken = default) =>
        throw NoSessionLists();

    public override IAsyncEnumerable<string> GetMessageSessionsAsync(
        string queueName, DateTimeOffset sessionStateUpdatedAfter, CancellationToken cancellationToken = default) => throw NoSessionLists();

    public override IAsyncEnumerable<string> GetMessageSessionsAsync(
        string topicName, string subscriptionName, CancellationToken cancellationToken = default) => throw NoSessionLists();

    public override IAsyncEnumerable<string> GetMessageSessionsAsync(
        string topicName, string subscriptionName, DateTimeOffset sessionStateUpdatedAfter, CancellationToken cancellationToken = default) =>
        throw NoSessionLists();

    public override ServiceBusProcessor CreateProcessor(string queueName) => throw NoProcessors();

    public override ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions? options) => throw NoProcessors();

    public override ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName) => throw NoProcessors();

    public override ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName, ServiceBusProcessorOptions? options) =>
        throw NoProcessors();

    public override ServiceBusSessionProcessor CreateSessionProcessor(string queueName, ServiceBusSessionProcessorOptions? options = null) =>
        throw NoProcessors();

    public override ServiceBusSessionProcessor CreateSessionProcessor(
        string topicName, string subscriptionName, ServiceBusSessionProcessorOptions? options = null) => throw NoProcessors();

    public override ServiceBusRuleManager CreateRuleManager(string topicName, string subscriptionName) =>
        throw new NotSupportedException("The one-machine Service Bus has the rules that servicebus.json declares; they can't be changed by a rule manager.");

    public override ValueTask DisposeAsync()
    {
        closed = true;
        return ValueTask.CompletedTask;
    }

    /// <param name="isClosed">Whether the sender or receiver is.</param>
    /// <exception cref="ObjectDisposedException">It is, or this client is.</exception>
    internal void ThrowIfClosed(bool isClosed, string type)
    {
        if (isClosed || closed)
        {
            var name = isClosed ? type : "ServiceBusConnection";
            throw new ObjectDisposedException(name, $"{name} has already been closed and cannot perform the requested operation.");
        }
    }

    static NotSupportedException NoProcessors() =>
        new("The one-machine Service Bus has no processors: take a receiver, or a function with a Service Bus trigger.");

    static NotSupportedException NoSessionLists() => new("The one-machine Service Bus doesn't list sessions: accept the next one.");
}

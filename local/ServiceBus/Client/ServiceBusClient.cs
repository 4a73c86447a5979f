#nullable disable
using Azure.Core;
using Local;
using Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusClient : IAsyncDisposable
{
    /// <summary>How long an operation is waited for when nothing else is said: the official retry options' default.</summary>
    internal static readonly TimeSpan TryTimeout = TimeSpan.FromMinutes(1);

    protected ServiceBusClient()
    {
    }

    public ServiceBusClient(string connectionString)
        : this(HostOf(connectionString))
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(new NamespaceHost(fullyQualifiedNamespace ?? throw new ArgumentNullException(nameof(fullyQualifiedNamespace))))
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fullyQualifiedNamespace);
        ArgumentNullException.ThrowIfNull(credential);
    }

    ServiceBusClient(NamespaceHost host)
    {
        FullyQualifiedNamespace = host.Name;
        Broker = LocalEdition.At(host.Name).Part<Broker>();
    }

    public virtual string FullyQualifiedNamespace { get; }

    public virtual bool IsClosed { get; private set; }

    internal Broker Broker { get; }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) =>
        new(Open(), EntityPaths.Checked(queueOrTopicName, nameof(queueOrTopicName)));

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) =>
        new(Open(), EntityPaths.Checked(queueName, nameof(queueName)), options);

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName) =>
        CreateReceiver(topicName, subscriptionName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions options) =>
        new(Open(), SubscriptionPath(topicName, subscriptionName), options);

    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string queueName, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default) =>
        ServiceBusSessionReceiver.AcceptAsync(Open(), EntityPaths.Checked(queueName, nameof(queueName)), null, options, cancellationToken);

    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string topicName, string subscriptionName, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default) =>
        ServiceBusSessionReceiver.AcceptAsync(Open(), SubscriptionPath(topicName, subscriptionName), null, options, cancellationToken);

    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string queueName, string sessionId, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default) =>
        ServiceBusSessionReceiver.AcceptAsync(Open(), EntityPaths.Checked(queueName, nameof(queueName)), sessionId ?? "", options, cancellationToken);

    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string topicName, string subscriptionName, string sessionId, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default) =>
        ServiceBusSessionReceiver.AcceptAsync(Open(), SubscriptionPath(topicName, subscriptionName), sessionId ?? "", options, cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        IsClosed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal ServiceBusClient Open()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return this;
    }

    static string SubscriptionPath(string topicName, string subscriptionName) => EntityPaths.Subscription(
        EntityPaths.Checked(topicName, nameof(topicName)), EntityPaths.Checked(subscriptionName, nameof(subscriptionName)));

    static NamespaceHost HostOf(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var endpoint = connectionString.Split(';')
            .Select(part => part.Split('=', 2))
            .FirstOrDefault(pair => pair is [var name, _] && name.Trim().Equals("Endpoint", StringComparison.OrdinalIgnoreCase))?[1];
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            ? new NamespaceHost(uri.Host)
            : throw new ArgumentException("The connection string names no Endpoint.", nameof(connectionString));
    }

    readonly record struct NamespaceHost(string Name);
}

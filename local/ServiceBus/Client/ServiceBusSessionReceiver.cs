#nullable disable
using Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusSessionReceiver : ServiceBusReceiver
{
    protected ServiceBusSessionReceiver()
    {
    }

    ServiceBusSessionReceiver(ServiceBusClient client, string entityPath, ServiceBusReceiverOptions options)
        : base(client, entityPath, options)
    {
    }

    public virtual string SessionId => Session.Id;

    public virtual DateTimeOffset SessionLockedUntil => Session.LockedUntil;

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default)
    {
        var broker = Connect(cancellationToken);
        return Link.RunAsync("state", credits: 0, () => Task.FromResult(broker.ReadState(Session)), cancellationToken);
    }

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default)
    {
        var broker = Connect(cancellationToken);
        return Link.RunAsync("state", () => broker.WriteStateAsync(Session, sessionState), cancellationToken);
    }

    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        var broker = Connect(cancellationToken);
        return Link.RunAsync("renew", () => broker.RenewAsync(Session), cancellationToken);
    }

    internal static async Task<ServiceBusSessionReceiver> AcceptAsync(
        ServiceBusClient client, string entityPath, string sessionId, ServiceBusSessionReceiverOptions options, CancellationToken cancellationToken)
    {
        var session = await client.Broker.LinkTo(entityPath).WaitAsync(
            "accept",
            credits: 0,
            () => client.Broker.AcceptSessionAsync(entityPath, sessionId, ServiceBusClient.TryTimeout, cancellationToken),
            cancellationToken);
        return new ServiceBusSessionReceiver(
            client, entityPath, new ServiceBusReceiverOptions { ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock })
        {
            Session = session,
        };
    }
}

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

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(Connect(cancellationToken).ReadState(Session));

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        Connect(cancellationToken).WriteStateAsync(Session, sessionState);

    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        Connect(cancellationToken).Renew(Session);
        return Task.CompletedTask;
    }

    internal static async Task<ServiceBusSessionReceiver> AcceptAsync(
        ServiceBusClient client, string entityPath, string sessionId, ServiceBusSessionReceiverOptions options, CancellationToken cancellationToken)
    {
        var session = await client.Broker.AcceptSessionAsync(entityPath, sessionId, ServiceBusClient.TryTimeout, cancellationToken);
        return new ServiceBusSessionReceiver(
            client, entityPath, new ServiceBusReceiverOptions { ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock })
        {
            Session = session,
        };
    }
}

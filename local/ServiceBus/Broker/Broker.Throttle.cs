using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

public sealed partial class Broker
{
    /// <summary>
    /// What goes wrong here with <c>send QUEUE</c>, <c>receive TOPIC/Subscriptions/SUBSCRIPTION</c>, and the same with accept,
    /// settle, renew, peek, cancel and state. A refusal is that of a throttled namespace, ServiceBusy, whatever its status.
    /// </summary>
    public FaultPlan Faults { get; } = new();

    public BusTier Tier { get; set; }

    /// <summary>Null: no limit.</summary>
    public BusQuota? Quota { get; set; }

    internal EntityLink LinkTo(string path) => new(this, clock, path, CancellationToken.None);

    /// <summary>Does it, with the fault that is planned for it.</summary>
    internal async Task<T> CarryOutAsync<T>(string verb, string path, int credits, Func<Task<T>> work)
    {
        if (!Admits(verb, path, credits, out var fault))
        {
            throw new ServiceBusException(
                "The request was terminated because the namespace is being throttled. Error code : 50009.", ServiceBusFailureReason.ServiceBusy, path);
        }

        // What is sent and received is counted by the message, where its size is known.
        meter.Add(Metered.BusOperations, verb, verb is "send" or "receive" ? 0 : 1);
        var result = await work();
        return fault is null
            ? result
            : throw new ServiceBusException("The connection was lost before the answer arrived.", ServiceBusFailureReason.ServiceCommunicationProblem, path);
    }

    /// <summary>Whether neither a fault nor the quota refuses it.</summary>
    internal bool Admits(string verb, string path, int credits) => Admits(verb, path, credits, out _);

    bool Admits(string verb, string path, int credits, out Fault? fault)
    {
        fault = Faults.Take(verb, path);
        return fault?.Status is null && Spend(credits);
    }

    internal bool Spend(int credits)
    {
        lock (gate)
        {
            return Quota?.Spend(credits, clock.GetUtcNow().Ticks) ?? true;
        }
    }
}

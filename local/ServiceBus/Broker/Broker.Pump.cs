namespace Local.ServiceBus;

public sealed partial class Broker
{
    /// <summary>Delivers a queue's or subscription's messages to <paramref name="handler"/> until it is disposed.</summary>
    /// <param name="entityPath"><c>QUEUE</c> or <c>TOPIC/Subscriptions/SUBSCRIPTION</c>.</param>
    /// <exception cref="Azure.Messaging.ServiceBus.ServiceBusException">There is no such entity.</exception>
    internal IAsyncDisposable StartPump(string entityPath, PumpOptions options, MessageHandler handler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentCalls, 1);
        lock (gate)
        {
            var queue = FindQueue(entityPath);
            var pump = new Pump(this, queue, options, handler, clock, gate);
            queue.Pumps.Add(pump);
            pump.Fill();
            return pump;
        }
    }
}

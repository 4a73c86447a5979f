using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Local.ServiceBus;

/// <summary>What a pump does with a message; when it throws, the message is abandoned and delivered again.</summary>
delegate Task MessageHandler(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken);

/// <summary>How a pump delivers. The defaults are those of the Service Bus trigger.</summary>
sealed record PumpOptions
{
    /// <value>How many messages are handled at once. Default 16 per core.</value>
    public int MaxConcurrentCalls { get; init; } = 16 * Environment.ProcessorCount;

    /// <value>Whether a message is completed when its handler returns without having settled it. Default yes.</value>
    public bool AutoCompleteMessages { get; init; } = true;

    /// <value>How long a message's lock is renewed while it is handled; zero never renews. Default 5 minutes.</value>
    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <value>
    /// Whether the clock waits for handlers. Default yes: advancing it runs everything. A test of a handler that takes longer
    /// than its lock says no.
    /// </value>
    public bool HoldsClock { get; init; } = true;
}

namespace Local.ServiceBus;

/// <summary>What can be set on a queue, topic or subscription. Names, defaults and bounds are Service Bus's (Standard tier).</summary>
public sealed record EntityProperties
{
    /// <value>How long a received message stays locked. 5 seconds to 5 minutes; default 1 minute.</value>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <value>How often a message is delivered before it is dead-lettered. At least 1; default 10.</value>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <value>Whether a second message with the same id is dropped. Default no.</value>
    public bool RequiresDuplicateDetection { get; init; }

    /// <value>How long an id is remembered. 20 seconds to 7 days; default 10 minutes.</value>
    public TimeSpan DuplicateDetectionHistoryTimeWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <value>Whether every message belongs to a session and sessions are received one by one, in order. Default no.</value>
    public bool RequiresSession { get; init; }

    /// <value>Whether an expired message is dead-lettered; otherwise it is gone. Default no.</value>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <value>The longest a message may wait; a longer time to live is cut. Default for ever.</value>
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;

    internal void Check(string entity)
    {
        Require(LockDuration >= TimeSpan.FromSeconds(5) && LockDuration <= TimeSpan.FromMinutes(5), "LockDuration is 5 seconds to 5 minutes");
        Require(MaxDeliveryCount is >= 1 and <= 2000, "MaxDeliveryCount is 1 to 2000");
        Require(
            DuplicateDetectionHistoryTimeWindow >= TimeSpan.FromSeconds(20) && DuplicateDetectionHistoryTimeWindow <= TimeSpan.FromDays(7),
            "DuplicateDetectionHistoryTimeWindow is 20 seconds to 7 days");
        Require(DefaultMessageTimeToLive >= TimeSpan.FromSeconds(1), "DefaultMessageTimeToLive is at least a second");

        void Require(bool holds, string rule)
        {
            if (!holds)
            {
                throw new InvalidDataException($"Service Bus entity '{entity}': {rule}.");
            }
        }
    }
}

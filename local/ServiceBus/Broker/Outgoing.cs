using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>A message on its way into a queue or topic.</summary>
sealed record Outgoing(MessageHeaders Headers, string Text, byte[] Body)
{
    public static Outgoing Of(ServiceBusMessage message)
    {
        var headers = MessageHeaders.Of(message);
        return new Outgoing(headers, headers.Write(), message.Body.ToArray());
    }

    public static Outgoing Of(StoredMessage message) => new(MessageHeaders.Read(message.Headers), message.Headers, message.Body);

    /// <summary>Stores it where it belongs and says where that is: once in a queue, once per subscription that takes it.</summary>
    public IEnumerable<StoredPlace> Store(DatabaseSession db, BusEntity target, long now, long topicTimeToLive = long.MaxValue)
    {
        if (target is BusTopic topic)
        {
            var longest = topic.Properties.DefaultMessageTimeToLive.Ticks;
            return [.. topic.Subscriptions.Where(each => each.Takes(Headers)).SelectMany(each => Store(db, each.Queue, now, longest))];
        }

        var queue = (BusQueue)target;
        var path = queue.Path;
        string? reason = null;
        if (queue.HasSessions && Headers.SessionId is null)
        {
            // The reason that Service Bus gives; into a queue such a message isn't even sent.
            (path, reason) = (queue.DeadLetters!.Path, "Session ID is null.");
        }

        var life = Math.Min(Headers.TimeToLive == 0 ? long.MaxValue : Headers.TimeToLive, Math.Min(topicTimeToLive, queue.Properties.DefaultMessageTimeToLive.Ticks));
        var expires = life >= DateTimeOffset.MaxValue.Ticks - now ? long.MaxValue : now + life;
        var number = BusStore.Add(db, path, StoredState.Active, now, expires, Headers.SessionId, reason, Text, Body);
        return [new StoredPlace(number, path, StoredState.Active, 0, now, expires, Headers.SessionId)];
    }

    /// <summary>Stores it for later.</summary>
    public StoredPlace StoreScheduled(DatabaseSession db, BusEntity target)
    {
        var number = BusStore.Add(db, target.Path, StoredState.Scheduled, Headers.Scheduled, long.MaxValue, Headers.SessionId, null, Text, Body);
        return new StoredPlace(number, target.Path, StoredState.Scheduled, 0, Headers.Scheduled, long.MaxValue, Headers.SessionId);
    }
}

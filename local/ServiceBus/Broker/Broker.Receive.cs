using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

public sealed partial class Broker
{
    internal async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(
        string path, SessionLock? session, int most, ServiceBusReceiveMode mode, TimeSpan wait, CancellationToken cancellationToken)
    {
        var taken = new List<BusEntry>();
        using var busy = await WaitForAsync(path, wait, Look, cancellationToken);
        return taken.Count == 0 ? [] : await HandOutAsync(path, taken, mode);

        bool Look(BusQueue queue)
        {
            CheckSession(queue, session);
            taken = Take(queue, session, most, renewUntil: 0);
            return taken.Count > 0;
        }
    }

    internal async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(
        string path, SessionLock? session, IReadOnlyList<long> sequenceNumbers, ServiceBusReceiveMode mode)
    {
        List<BusEntry> taken;
        lock (gate)
        {
            var queue = FindQueue(path);
            CheckSession(queue, session);
            taken = Pick(
                sequenceNumbers,
                entry => entry.Home == queue && entry.State == EntryState.Deferred && (session is null || entry.SessionId == session.Id),
                path);
            taken.ForEach(entry => Hold(entry, session, renewUntil: 0));
        }

        return taken.Count == 0 ? [] : await HandOutAsync(path, taken, mode);
    }

    internal IReadOnlyList<ServiceBusReceivedMessage> Peek(string path, SessionLock? session, long from, int most)
    {
        BusQueue queue;
        lock (gate)
        {
            queue = FindQueue(path);
        }

        return [.. database.Read(db => BusStore.From(db, queue.Path, session?.Id, from, most)).Select(stored => Received(stored, null))];
    }

    /// <summary>
    /// Looks for something in a queue, under the gate, now and whenever something comes, until <paramref name="wait"/> is over.
    /// </summary>
    /// <returns>Keeps the clock busy with what was found.</returns>
    async Task<IDisposable?> WaitForAsync(string path, TimeSpan wait, Func<BusQueue, bool> look, CancellationToken cancellationToken)
    {
        var waitUntil = clock.GetTimestamp() + Math.Min(wait.Ticks, TimeSpan.FromDays(365).Ticks);
        Waiter? waiter = null;
        var mayCome = wait > TimeSpan.Zero;
        while (true)
        {
            var busy = clock.Busy($"receiving from {path}");
            try
            {
                lock (gate)
                {
                    waiter?.Looked();
                    var queue = FindQueue(path);
                    if (look(queue))
                    {
                        return Interlocked.Exchange(ref busy, null);
                    }

                    if (!mayCome)
                    {
                        return null;
                    }

                    queue.Waiters.Add(waiter = new Waiter());
                }
            }
            finally
            {
                busy?.Dispose();
            }

            mayCome = await WokenAsync(path, waiter, TimeSpan.FromTicks(Math.Max(0, waitUntil - clock.GetTimestamp())), cancellationToken);
        }
    }

    async Task<bool> WokenAsync(string path, Waiter waiter, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timer = clock.CreateTimer(_ => End(), null, wait, Timeout.InfiniteTimeSpan);
        try
        {
            return await waiter.Woken.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (gate)
            {
                waiter.Looked();
                FindQueue(path).Waiters.Remove(waiter);
            }

            throw new TaskCanceledException();
        }

        void End()
        {
            lock (gate)
            {
                FindQueue(path).Waiters.Remove(waiter);
                waiter.Wake(clock, message: false);
            }
        }
    }

    /// <summary>Takes what is ready, under lock. Under the gate.</summary>
    internal List<BusEntry> Take(BusQueue queue, SessionLock? session, int most, long renewUntil)
    {
        var taken = new List<BusEntry>();
        while (taken.Count < most && queue.Take(session) is { } entry)
        {
            Hold(entry, session, renewUntil);
            taken.Add(entry);
        }

        return taken;
    }

    /// <summary>Writes that the messages are delivered, and reads them. Where that fails they come again when their lock is over.</summary>
    internal async Task<IReadOnlyList<ServiceBusReceivedMessage>> HandOutAsync(string path, List<BusEntry> taken, ServiceBusReceiveMode mode)
    {
        var delete = mode == ServiceBusReceiveMode.ReceiveAndDelete;
        var stored = await WriteAsync(
            path, db => taken.ConvertAll(entry => delete ? BusStore.Take(db, entry.Number) : BusStore.Deliver(db, entry.Number)));
        var messages = new List<ServiceBusReceivedMessage>(taken.Count);
        lock (gate)
        {
            foreach (var (entry, message) in taken.Zip(stored))
            {
                if (message is null)
                {
                    Forget(entry);
                    continue;
                }

                meter.Add(Metered.BusOperations, "receive", MessageSize.Operations(message.Headers.Length + message.Body.Length));
                entry.Deliveries = message.Deliveries;
                messages.Add(Received(message, delete ? null : entry));
                if (delete)
                {
                    Forget(entry);
                }
            }
        }

        return messages;
    }

    /// <summary>Locks a message for who takes it. Under the gate.</summary>
    void Hold(BusEntry entry, SessionLock? session, long renewUntil)
    {
        entry.State = EntryState.Locked;
        entry.LockToken = Guid.NewGuid();
        entry.RenewUntil = renewUntil;
        entry.Session = session;
        entry.LockedUntil = clock.GetUtcNow().Ticks + entry.Home.Properties.LockDuration.Ticks;
        locks.Add(entry.LockToken, entry);
        session?.Session.InHand.Add(entry);
        agenda.Set(entry, session is null ? entry.LockedUntil : long.MaxValue);
    }

    static ServiceBusReceivedMessage Received(StoredMessage stored, BusEntry? entry)
    {
        var headers = MessageHeaders.Read(stored.Headers);
        var properties = headers.DecodedProperties();
        if (stored.Reason is not null)
        {
            properties[Settlement.DeadLetter.ReasonProperty] = stored.Reason;
        }

        if (stored.Description is not null)
        {
            properties[Settlement.DeadLetter.DescriptionProperty] = stored.Description;
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromBytes(stored.Body),
            messageId: headers.MessageId,
            partitionKey: headers.PartitionKey,
            viaPartitionKey: headers.TransactionPartitionKey,
            sessionId: headers.SessionId,
            replyToSessionId: headers.ReplyToSessionId,
            timeToLive: stored.Expires == long.MaxValue ? default : TimeSpan.FromTicks(stored.Expires - stored.Enqueued),
            correlationId: headers.CorrelationId,
            subject: headers.Subject,
            to: headers.To,
            contentType: headers.ContentType,
            replyTo: headers.ReplyTo,
            scheduledEnqueueTime: new DateTimeOffset(headers.Scheduled, TimeSpan.Zero),
            properties: properties!,
            lockTokenGuid: entry?.LockToken ?? Guid.Empty,
            deliveryCount: stored.Deliveries,
            lockedUntil: entry is null ? default : entry.Session?.LockedUntil ?? new DateTimeOffset(entry.LockedUntil, TimeSpan.Zero),
            sequenceNumber: stored.SequenceNumber,
            enqueuedTime: new DateTimeOffset(stored.Enqueued, TimeSpan.Zero),
            serviceBusMessageState: (ServiceBusMessageState)stored.State);
    }
}

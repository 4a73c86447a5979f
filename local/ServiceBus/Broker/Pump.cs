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

/// <summary>Delivers a queue's messages to a handler, several at a time; a session's one after the other.</summary>
sealed class Pump(Broker broker, BusQueue queue, PumpOptions options, MessageHandler handler, LocalClock clock, Lock gate) : IAsyncDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    ITimer? rest;
    int running;

    EntityLink Link => field ??= new EntityLink(broker, clock, queue.Path, stopping.Token);

    /// <summary>Starts as many deliveries as there is room for. Under the gate.</summary>
    public void Fill()
    {
        while (!stopping.IsCancellationRequested && rest is null && running < options.MaxConcurrentCalls && queue.HasReady)
        {
            if (!broker.Admits("receive", queue.Path, credits: 1))
            {
                rest = clock.CreateTimer(_ => EndRest(), null, EntityLink.BusyPause, Timeout.InfiniteTimeSpan);
                return;
            }

            var room = options.MaxConcurrentCalls - running;
            SessionLock? session = null;
            if (queue.HasSessions)
            {
                if (queue.NextSession() is not { } next)
                {
                    return;
                }

                (session, room) = (broker.Hold(next), 1);
            }

            var now = clock.GetUtcNow().Ticks;
            var taken = broker.Take(queue, session, room, now + options.MaxAutoLockRenewalDuration.Ticks);
            if (taken.Count == 0)
            {
                return;
            }

            broker.Spend(taken.Count - 1);
            running += taken.Count;
            var busy = clock.Busy($"receiving from {queue.Path}");
            _ = Task.Run(() => DeliverAsync(taken, session, busy));
        }
    }

    /// <summary>The service doesn't count as busy any more.</summary>
    void EndRest()
    {
        lock (gate)
        {
            rest?.Dispose();
            rest = null;
            Fill();
        }
    }

    /// <summary>Delivers nothing more and ends when what runs is over; the handlers' token is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            queue.Pumps.Remove(this);
            stopping.Cancel();
            rest?.Dispose();
            if (running == 0)
            {
                stopped.TrySetResult();
            }
        }

        await stopped.Task;
        stopping.Dispose();
    }

    async Task DeliverAsync(List<BusEntry> taken, SessionLock? session, IDisposable busy)
    {
        using (busy)
        {
            IReadOnlyList<ServiceBusReceivedMessage> messages = [];
            try
            {
                messages = await broker.HandOutAsync(queue.Path, taken, ServiceBusReceiveMode.PeekLock);
            }
            catch (ServiceBusException)
            {
                // The store refused: the messages come again when their locks are over.
            }

            Done(taken.Count - messages.Count, messages.Count == 0 ? session : null);
            foreach (var message in messages)
            {
                var handling = options.HoldsClock ? new PendingWork(clock, $"handling a message of {queue.Path}") : null;
                _ = Task.Run(async () =>
                {
                    using (handling)
                    using (MessageTrace.Continue(message))
                    {
                        handling?.Enter();
                        await HandleAsync(message);
                        Done(1, session);
                    }
                });
            }
        }
    }

    async Task HandleAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            await handler(message, new LocalMessageActions(broker, Link), stopping.Token);
            if (options.AutoCompleteMessages && broker.Holds(message))
            {
                await SettleAsync(message, new Settlement.Complete());
            }
        }
        catch (Exception) when (broker.Holds(message))
        {
            await AbandonAsync(message);
        }
        catch (Exception)
        {
            // It was settled before the handler failed, which stands; or its lock is over, and it comes again by itself.
        }
        finally
        {
            broker.StopRenewing(message);
        }
    }

    async Task AbandonAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            await SettleAsync(message, new Settlement.Abandon(null));
        }
        catch (Exception exception) when (exception is ServiceBusException or OperationCanceledException)
        {
            // The lock is lost, or the store refused: the message comes again by itself.
        }
    }

    Task SettleAsync(ServiceBusReceivedMessage message, Settlement settlement) =>
        Link.RunAsync("settle", () => broker.SettleAsync(queue.Path, message, settlement), CancellationToken.None);

    void Done(int count, SessionLock? session)
    {
        lock (gate)
        {
            if (session is not null)
            {
                broker.Release(session);
            }

            running -= count;
            Fill();
            if (running == 0 && stopping.IsCancellationRequested)
            {
                stopped.TrySetResult();
            }
        }
    }
}

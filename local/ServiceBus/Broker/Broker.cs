using Azure.Messaging.ServiceBus;
using Microsoft.Data.Sqlite;

namespace Local.ServiceBus;

/// <summary>
/// Queues, topics and subscriptions with the semantics of Azure Service Bus (Standard tier), kept in the machine's
/// database. What was acknowledged is on disk; locks live in memory and end with the process.
/// </summary>
/// <remarks>
/// Everything in memory is changed under one gate, which is never held while the database is written: an entry whose
/// fate is being written is <see cref="EntryState.Settling"/>, and nobody else touches it.
/// </remarks>
public sealed partial class Broker : IAsyncDisposable
{
    /// <summary>Where the entities are declared: <c>servicebus.json</c> beside the program, in the emulator's format.</summary>
    static readonly string ConfigurationFile = Path.Combine(AppContext.BaseDirectory, "servicebus.json");

    // How long work of the broker's own (expiry, schedules) waits after the database refused a write.
    static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly LocalClock clock;
    readonly Meter meter;
    readonly LocalDatabase database;
    readonly Agenda agenda;
    readonly Dictionary<string, BusEntity> entities = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<long, BusEntry> entries = [];
    readonly Dictionary<Guid, BusEntry> locks = [];
    long sessions;

    public Broker(LocalMachine machine)
    {
        clock = machine.Clock;
        meter = machine.Meter;
        database = machine.Database;
        agenda = new Agenda(clock, OnDue);
        database.WriteAsync(BusStore.Prepare).GetAwaiter().GetResult();
        if (File.Exists(ConfigurationFile))
        {
            Declare(BusConfiguration.Parse(File.ReadAllText(ConfigurationFile)));
        }
    }

    /// <summary>Adds entities, with the messages that are stored for them.</summary>
    /// <exception cref="ArgumentException">One of that name is already there.</exception>
    public void Declare(BusConfiguration configuration)
    {
        List<BusEntity> added = [.. configuration.Queues.SelectMany(each => QueueAndDeadLetters(each.Name, each.Properties))];
        foreach (var topic in configuration.Topics)
        {
            List<BusSubscription> subscriptions = [];
            foreach (var each in topic.Subscriptions)
            {
                List<BusQueue> pair = [.. QueueAndDeadLetters(EntityPaths.Subscription(topic.Name, each.Name), each.Properties)];
                subscriptions.Add(new BusSubscription(pair[0], [.. each.Rules.Select(rule => rule.Filter())]));
                added.AddRange(pair);
            }

            added.Add(new BusTopic(topic.Name, topic.Properties, subscriptions));
        }

        var names = added.Select(entity => entity.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var places = database.Read(BusStore.Places).Where(place => names.Contains(place.Queue)).ToList();
        var moves = new List<Move>();
        lock (gate)
        {
            foreach (var entity in added)
            {
                entities.Add(entity.Path, entity);
            }

            places.ForEach(place => Place(place, moves));
        }

        MoveAsync(moves).GetAwaiter().GetResult();
    }

    /// <summary>Stops the pumps: what is being handled is finished, nothing more is delivered.</summary>
    public async ValueTask DisposeAsync()
    {
        Pump[] pumps;
        lock (gate)
        {
            pumps = [.. entities.Values.OfType<BusQueue>().SelectMany(queue => queue.Pumps)];
        }

        await Task.WhenAll(pumps.Select(pump => pump.DisposeAsync().AsTask()));
        agenda.Dispose();
    }

    static IEnumerable<BusQueue> QueueAndDeadLetters(string path, EntityProperties properties)
    {
        var deadLetters = new BusQueue(EntityPaths.DeadLetters(path), properties, null);
        return [new BusQueue(path, properties, deadLetters), deadLetters];
    }

    /// <summary>Writes; where that fails nothing of it was kept.</summary>
    async Task<T> WriteAsync<T>(string entity, Func<DatabaseSession, T> work)
    {
        try
        {
            return await database.WriteAsync(work);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            throw new ServiceBusException(
                $"The message store can't be written: {exception.Message}", ServiceBusFailureReason.ServiceCommunicationProblem, entity, exception);
        }
    }

    Task<bool> WriteAsync(string entity, Action<DatabaseSession> work) => WriteAsync(entity, db =>
    {
        work(db);
        return true;
    });

    /// <summary>Whether there is a queue, topic or subscription of that name.</summary>
    internal bool Has(string path)
    {
        lock (gate)
        {
            return entities.ContainsKey(path);
        }
    }

    BusEntity Find(string path) => entities.TryGetValue(path, out var entity) ? entity : throw NotFound(path);

    BusQueue FindQueue(string path) => Find(path) as BusQueue ?? throw NotFound(path);

    static ServiceBusException NotFound(string path) =>
        new($"The messaging entity '{path}' could not be found.", ServiceBusFailureReason.MessagingEntityNotFound, path);

    /// <summary>Gives a stored message its place in memory. Under the gate.</summary>
    void Place(StoredPlace place, List<Move> moves)
    {
        var entry = new BusEntry(place.SequenceNumber, entities[place.Queue])
        {
            SessionId = place.SessionId,
            Deliveries = place.Deliveries,
            Expires = place.Expires,
            IsDeferred = place.State == StoredState.Deferred,
        };
        entries.Add(entry.Number, entry);
        if (place.State == StoredState.Scheduled)
        {
            entry.State = EntryState.Scheduled;
            agenda.Set(entry, place.Enqueued);
        }
        else
        {
            MakeAvailable(entry, moves);
        }
    }

    /// <summary>The message can be received (again), unless its time or its deliveries are used up. Under the gate.</summary>
    void MakeAvailable(BusEntry entry, List<Move> moves)
    {
        var queue = entry.Queue;
        if (queue.DeadLetters is not null && UsedUp(entry, queue.Properties) is { } move)
        {
            entry.State = EntryState.Settling;
            agenda.Set(entry, long.MaxValue);
            moves.Add(move);
            return;
        }

        agenda.Set(entry, queue.DeadLetters is null || entry.IsDeferred ? long.MaxValue : entry.Expires);
        if (entry.IsDeferred)
        {
            entry.State = EntryState.Deferred;
            return;
        }

        if (queue.HasSessions)
        {
            queue.Session(entry.SessionId!, () => --sessions);
        }

        queue.Add(entry);
        Signal(queue);
    }

    /// <summary>Tells who waits that there is something. Under the gate.</summary>
    void Signal(BusQueue queue)
    {
        queue.Waiters.ForEach(waiter => waiter.Wake(clock, message: true));
        queue.Waiters.Clear();
        queue.Pumps.ForEach(pump => pump.Fill());
    }

    /// <summary>The message is no more. Under the gate.</summary>
    void Forget(BusEntry entry)
    {
        EndLock(entry);
        agenda.Set(entry, long.MaxValue);
        entry.State = EntryState.Gone;
        entries.Remove(entry.Number);
        (entry.Home as BusQueue)?.Tidy(entry.SessionId);
    }

    void EndLock(BusEntry entry)
    {
        locks.Remove(entry.LockToken);
        entry.LockToken = Guid.Empty;
        entry.RenewUntil = 0;
        entry.Session?.Session.InHand.Remove(entry);
        entry.Session = null;
    }
}

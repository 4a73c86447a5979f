using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Local;

/// <summary>
/// What Azure would bill: operations by kind, counted since the start where this machine takes them. What only Azure does of
/// itself isn't there: polls that bring nothing, the host's leases, renewals of locks.
/// </summary>
public sealed class Meter
{
    readonly ConcurrentDictionary<(Metered Kind, string What), StrongBox<long>> counts = new();

    /// <summary>How many of a kind.</summary>
    public long this[Metered kind] => counts.Where(each => each.Key.Kind == kind).Sum(each => Volatile.Read(ref each.Value.Value));

    /// <summary>How many of each kind, by what they were for.</summary>
    public IReadOnlyDictionary<Metered, IReadOnlyDictionary<string, long>> Read() => counts
        .GroupBy(each => each.Key.Kind)
        .OrderBy(kind => kind.Key)
        .ToDictionary(
            kind => kind.Key,
            IReadOnlyDictionary<string, long> (kind) => kind.OrderBy(each => each.Key.What, StringComparer.Ordinal)
                .ToDictionary(each => each.Key.What, each => Volatile.Read(ref each.Value.Value)));

    internal void Add(Metered kind, string what, long count = 1)
    {
        if (count != 0)
        {
            Interlocked.Add(ref counts.GetOrAdd((kind, what), _ => new StrongBox<long>()).Value, count);
        }
    }
}

/// <summary>A kind of operation that is billed, or is needed to know what will be.</summary>
public enum Metered
{
    /// <summary>Executions of functions, by trigger. Each replay of an orchestration is one (Azure Functions, "Durable Functions billing").</summary>
    Executions,

    /// <summary>
    /// What the Durable Task Scheduler calls actions: messages that it hands to the app ("Durable Task Scheduler billing"): an
    /// orchestration's start, an activity, its result, a timer that fires, an event, a suspension, resumption or termination.
    /// </summary>
    SchedulerActions,

    /// <summary>
    /// Timers that orchestrations set. The scheduler isn't told that one is canceled, so it may hand over that one, too: at most
    /// as many more actions as timers are set and don't fire.
    /// </summary>
    Timers,

    /// <summary>
    /// Service Bus: each message that is sent or handed out, by every begun 64 KB, and each other call (Service Bus pricing, "How
    /// is the Operations meter calculated for queues and topics?").
    /// </summary>
    BusOperations,

    /// <summary>Requests to Table storage; a batch is one ("Understanding Windows Azure Storage Billing").</summary>
    TableTransactions,

    /// <summary>Mails, one for each recipient.</summary>
    Mails,

    /// <summary>Bytes of mails to each recipient.</summary>
    MailBytes,

    /// <summary>Calls of Microsoft Graph, which cost nothing and are throttled.</summary>
    DirectoryCalls,
}

using MemberServices.Cases;
using MemberServices.Cases.Finding;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Ops;

/// <summary>
/// Mends cases that don't go on, and tells the log of those that it can't mend: the alerts ask for these lines. What it does, it
/// does again until it has helped; all of it may come twice.
/// </summary>
public sealed partial class Watch(CaseIndex index, StuckCases stuck, IEnumerable<IWatchedCases> kinds, TimeProvider clock, ILogger<Watch> log)
{
    /// <summary>Overdue cases of a kind, and failed orchestrations, that are looked at in one run.</summary>
    public const int MostOfARun = 200;

    /// <summary>After this long, mending should have helped.</summary>
    static readonly TimeSpan Patience = StuckCases.Grace * 3;

    /// <summary>Looks at what is overdue by the index: a case that goes on isn't read.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
        {
            var overdue = (await index.PageAsync(
                CaseQuery.DueBefore(kind.Kind, clock.GetUtcNow() - StuckCases.Grace), MostOfARun, cancellationToken: cancellationToken))!;
            foreach (var entry in overdue.Cases)
            {
                await MendAsync(client, kind, entry, cancellationToken);
            }
        }

        var (failed, _) = await stuck.FailedAsync(client, MostOfARun, null, cancellationToken);
        foreach (var each in failed)
        {
            Log.OrchestrationFailed(log, each.Instance, each.Name, each.HasCase);
        }
    }

    /// <summary>
    /// Looks at every orchestration that runs, and at every case under way that has none: the index doesn't know what became of it. Where
    /// nobody says that a log is about to change, it doesn't know of an answer either, when whoever gave it went down before anybody was told: those
    /// logs are read.
    /// </summary>
    public async Task RunOverAllAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var running = await StuckCases.RunningAsync(client, cancellationToken);
        foreach (var kind in kinds)
        {
            await foreach (var entry in index.AllAsync(CaseQuery.Due(kind.Kind), cancellationToken))
            {
                // What is due now is at it, or is found as overdue.
                var goesOn = kind.AnnouncesChanges && running.Remove(entry.Id.ToString());
                if (!goesOn && entry.DueAt > clock.GetUtcNow() && await kind.FindAsync(entry.Id, cancellationToken) is { } known)
                {
                    await LookAsync(client, kind, entry, known, running.Remove(known.Instance), cancellationToken);
                }
            }
        }

        foreach (var (instance, name) in running)
        {
            if (await stuck.IsWithoutCaseAsync(instance, cancellationToken))
            {
                Log.OrchestrationWithoutCase(log, instance, name);
            }
        }
    }

    async Task LookAsync(DurableTaskClient client, IWatchedCases kind, CaseIndexEntry entry, WatchedCase known, bool runs, CancellationToken cancellationToken)
    {
        if (!runs && await client.GetInstanceAsync(known.Instance, cancellationToken) is null)
        {
            await kind.StartAsync(client, entry.Id, cancellationToken);
            Log.Mended(log, entry.Id, StuckCases.NoOrchestration);
        }
        // Whoever has closed a step has told the index.
        else if ((known.Step == entry.Step ? known.UnheardSince : known.AnsweredAt) is { } at && clock.GetUtcNow() - at >= StuckCases.Grace)
        {
            await WakeAsync(client, entry.Id, known, cancellationToken);
            Log.Mended(log, entry.Id, StuckCases.Unheard);
        }
    }

    async Task MendAsync(DurableTaskClient client, IWatchedCases kind, CaseIndexEntry entry, CancellationToken cancellationToken)
    {
        var (found, known, status) = await StuckCases.LookAsync(client, kind, entry, cancellationToken);
        if (found.Why == StuckCases.Unrecorded)
        {
            await kind.RecallAsync(entry.Id, found.DueAt, cancellationToken);
        }
        else if (found.CanBeMended && status is null)
        {
            await kind.StartAsync(client, entry.Id, cancellationToken);
        }
        else if (found.CanBeMended)
        {
            await WakeAsync(client, entry.Id, known!, cancellationToken);
        }

        if (found.CanBeMended && clock.GetUtcNow() - found.DueAt < Patience)
        {
            Log.Mended(log, entry.Id, found.Why);
        }
        else if (status != OrchestrationRuntimeStatus.Failed)
        {
            // One that failed has its own line.
            Log.CaseStuck(log, entry.Id, found.Why);
        }
    }

    static async Task WakeAsync(DurableTaskClient client, CaseId id, WatchedCase known, CancellationToken cancellationToken)
    {
        await CaseEvents.RaiseAllAsync(client, id, known.Answered, cancellationToken);
        await CaseEvents.RaiseLookAsync(client, id, known.Step, cancellationToken);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Case {Case} was stuck and is set going again: {Why}")]
        public static partial void Mended(ILogger logger, CaseId @case, string why);

        [LoggerMessage(LogLevel.Error, "Case {Case} is stuck: {Why}")]
        public static partial void CaseStuck(ILogger logger, CaseId @case, string why);

        [LoggerMessage(LogLevel.Error, "The orchestration {Instance} ({Name}) failed; its case is there: {HasCase}")]
        public static partial void OrchestrationFailed(ILogger logger, string instance, string name, bool hasCase);

        [LoggerMessage(LogLevel.Error, "The orchestration {Instance} ({Name}) runs, and its case is gone")]
        public static partial void OrchestrationWithoutCase(ILogger logger, string instance, string name);
    }
}

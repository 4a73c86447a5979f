using MemberServices.Cases;
using MemberServices.Cases.Finding;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Ops;

/// <summary>
/// Mends cases that don't go on, and tells the log of those that it can't mend: the alerts ask for these lines. What it does, it
/// does again until it has helped; all of it may come twice.
/// </summary>
public sealed partial class Watch(CaseIndex index, StuckCases stuck, WatchPlaces places, IEnumerable<IWatchedCases> kinds, TimeProvider clock, ILogger<Watch> log)
{
    /// <summary>Cases of a kind that are looked at in one run, the overdue and the others each.</summary>
    public const int MostOfARun = 200;

    /// <summary>After this long, mending should have helped.</summary>
    static readonly TimeSpan Patience = StuckCases.Grace * 3;

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
            await ListenAsync(client, kind, cancellationToken);
        }

        var (failed, _) = await stuck.FailedAsync(client, MostOfARun, null, cancellationToken);
        foreach (var each in failed)
        {
            Log.OrchestrationFailed(log, each.Instance, each.Name, each.HasCase);
        }
    }

    async Task MendAsync(DurableTaskClient client, IWatchedCases kind, CaseIndexEntry entry, CancellationToken cancellationToken)
    {
        var (found, known, status) = await StuckCases.LookAsync(client, kind, entry, cancellationToken);
        if (found.CanBeMended && status is null)
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

    /// <summary>
    /// Whoever answered may have gone down before anybody was told: only the case's log knows. So the others are read in turn, some
    /// in each run.
    /// </summary>
    async Task ListenAsync(DurableTaskClient client, IWatchedCases kind, CancellationToken cancellationToken)
    {
        var from = await places.FindAsync(kind.Kind, cancellationToken);
        var page = await index.PageAsync(CaseQuery.Due(kind.Kind), MostOfARun, from, cancellationToken)
            ?? (await index.PageAsync(CaseQuery.Due(kind.Kind), MostOfARun, cancellationToken: cancellationToken))!;
        foreach (var entry in page.Cases)
        {
            if (await kind.FindAsync(entry.Id, cancellationToken) is { AnsweredAt: { } at } known && clock.GetUtcNow() - at >= StuckCases.Grace)
            {
                await WakeAsync(client, entry.Id, known, cancellationToken);
                Log.Mended(log, entry.Id, "an answer came, and its orchestration didn't hear of it");
            }
        }
        if (page.After != from)
        {
            await places.KeepAsync(kind.Kind, page.After, cancellationToken);
        }
    }

    static Task WakeAsync(DurableTaskClient client, CaseId id, WatchedCase known, CancellationToken cancellationToken) =>
        CaseEvents.RaiseAllAsync(client, id, known.Answered.Append(known.Step), cancellationToken);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Case {Case} was stuck and is set going again: {Why}")]
        public static partial void Mended(ILogger logger, CaseId @case, string why);

        [LoggerMessage(LogLevel.Error, "Case {Case} is stuck: {Why}")]
        public static partial void CaseStuck(ILogger logger, CaseId @case, string why);

        [LoggerMessage(LogLevel.Error, "The orchestration {Instance} ({Name}) failed; its case is there: {HasCase}")]
        public static partial void OrchestrationFailed(ILogger logger, string instance, string name, bool hasCase);
    }
}

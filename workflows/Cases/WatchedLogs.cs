using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>Cases that go by their log alone, for whoever looks whether they go on: all of one is in one orchestration, and its steps are its entries.</summary>
/// <param name="kind">Which.</param>
/// <param name="workflow">Its orchestration.</param>
/// <param name="version">Of the orchestration's input.</param>
/// <param name="announcesChanges">See <see cref="IWatchedCases.AnnouncesChanges"/>.</param>
/// <param name="cases">Where the logs are.</param>
/// <param name="recall">See <see cref="IWatchedCases.RecallAsync"/>.</param>
public sealed class WatchedLogs<TOpened>(
    CaseKind kind, string workflow, int version, bool announcesChanges, CaseTable<TOpened, NoOutcome> cases, Func<CaseId, DateTimeOffset, CancellationToken, Task> recall) : IWatchedCases
{
    public CaseKind Kind => kind;

    public bool AnnouncesChanges => announcesChanges;

    public async Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken) =>
        await cases.ReadAsync(id, cancellationToken) is { } record
            ? new WatchedCase(id.ToString(), record.Entries.Count, [], record.UnfollowedSince, UnheardSince: record.UnfollowedSince)
            : null;

    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken) => recall(id, at, cancellationToken);

    public Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) =>
        client.StartOnceAsync(workflow, id.ToString(), new CaseInput<object>(version), cancellationToken);
}

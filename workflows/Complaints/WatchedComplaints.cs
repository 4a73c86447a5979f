using MemberServices.Cases;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints;

/// <summary>Complaints, for whoever looks whether they go on. All of a complaint is in one orchestration, and its steps are its entries.</summary>
public sealed class WatchedComplaints(ComplaintCases cases, ComplaintIndex index) : IWatchedCases
{
    public CaseKind Kind => CaseKind.Complaint;

    public async Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken) =>
        await cases.ReadAsync(id, cancellationToken) is { } record
            ? new WatchedCase(id.ToString(), record.Entries.Count, [], record.UnfollowedSince, UnheardSince: record.UnfollowedSince)
            : null;

    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken) => index.RecallAsync(id, at, cancellationToken);

    public Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) =>
        client.StartOnceAsync(nameof(ComplaintWorkflow.Complaint), id.ToString(), new CaseInput<object>(ComplaintWorkflow.Version), cancellationToken);
}

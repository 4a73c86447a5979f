using MemberServices.Cases;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets;

/// <summary>Tickets, for whoever looks whether they go on. All of a ticket is in one orchestration, and its steps are its entries.</summary>
public sealed class WatchedTickets(TicketCases cases, TicketIndex index) : IWatchedCases
{
    public CaseKind Kind => CaseKind.Ticket;

    public bool AnnouncesChanges => true;

    public async Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken) =>
        await cases.ReadAsync(id, cancellationToken) is { } record
            ? new WatchedCase(id.ToString(), record.Entries.Count, [], record.UnfollowedSince, UnheardSince: record.UnfollowedSince)
            : null;

    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken) => index.RecallAsync(id, at, cancellationToken);

    public Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) =>
        client.StartOnceAsync(nameof(TicketWorkflow.Ticket), id.ToString(), new CaseInput<object>(TicketWorkflow.Version), cancellationToken);
}

using MemberServices.Cases;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets;

/// <summary>Tickets, for whoever looks whether they go on.</summary>
public sealed class WatchedTickets(TicketCases cases) : IWatchedCases
{
    public CaseKind Kind => CaseKind.Ticket;

    public async Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken) =>
        await cases.ReadAsync(id, cancellationToken) is { } record ? new WatchedCase(id.ToString(), record.Entries.Count, [], null) : null;

    public Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) =>
        client.StartOnceAsync(nameof(TicketWorkflow.Ticket), id.ToString(), new CaseInput<object>(TicketWorkflow.Version), cancellationToken);
}

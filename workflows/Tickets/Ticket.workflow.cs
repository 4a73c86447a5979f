using MemberServices.Cases;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Tickets;

/// <summary>A ticket, from its opening until it can't be reopened any more. The instance's id is the ticket's number.</summary>
public static class TicketWorkflow
{
    /// <summary>The shape of the input: it has no state, all of it is in the log.</summary>
    public const int Version = 1;

    [Function(nameof(Ticket))]
    public static Task<bool> Ticket([OrchestrationTrigger] TaskOrchestrationContext context) => CaseLoop.RunAsync(context, nameof(TicketActivities.LookAtTicket));
}

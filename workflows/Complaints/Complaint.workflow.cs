using MemberServices.Cases;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Complaints;

/// <summary>A complaint, from its registration until it can't be reopened any more. The instance's id is the complaint's number.</summary>
public static class ComplaintWorkflow
{
    /// <summary>The shape of the input: it has no state, all of it is in the log.</summary>
    public const int Version = 1;

    [Function(nameof(Complaint))]
    public static Task<bool> Complaint([OrchestrationTrigger] TaskOrchestrationContext context) => CaseLoop.RunAsync(context, nameof(ComplaintActivities.LookAtComplaint));
}

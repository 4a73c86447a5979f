using MemberServices.Cases;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Revoking;

/// <summary>Takes back what a completed enrollment granted, after the member was told. There is one for a case.</summary>
public static class EnrollmentRevocation
{
    /// <summary>The shape of <see cref="RevocationState"/> in the input.</summary>
    const int Version = 1;

    [Function(nameof(RevokeEnrollment))]
    public static async Task RevokeEnrollment([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var id = context.GetInput<CaseInput<RevocationState>>()!.State!.Case;
        await context.CallActivityAsync(nameof(RevocationActivities.TellRevocation), id, RetryPolicies.Infrastructure);
        await UndoLoop.RunAsync(context, new CaseEvents(context), nameof(EnrollmentActivities.UndoEnrollment), id);
        await context.CallActivityAsync(nameof(EnrollmentActivities.FreeLicense), id, RetryPolicies.Infrastructure);
    }

    /// <summary>The instance's.</summary>
    public static string IdOf(CaseId id) => $"{id}.revocation";

    /// <summary>Starts it, unless it was.</summary>
    public static Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) => client.StartOnceAsync(
        nameof(RevokeEnrollment), IdOf(id), new CaseInput<RevocationState>(Version, new RevocationState(id)), cancellationToken);
}

/// <param name="Case">Whose access.</param>
public sealed record RevocationState(CaseId Case);

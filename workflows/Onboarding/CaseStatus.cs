using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>An orchestration's custom status: what the case waits for, without a person's data.</summary>
/// <param name="Stage">The current stage.</param>
/// <param name="Step">What it asks for now.</param>
/// <param name="WaitsFor">For whom or what.</param>
/// <param name="Until">When that wait ends by itself, or null.</param>
/// <param name="Next">What will happen if nobody acts.</param>
public sealed record CaseStatus(
    EnrollmentStage Stage, int Step, string WaitsFor, DateTimeOffset? Until, IReadOnlyList<NextStep> Next);

/// <summary>A case and one of its steps: an activity's input.</summary>
public sealed record StepId(string Case, int Number);

/// <summary>How activities are tried again.</summary>
static class RetryPolicies
{
    /// <summary>For storage and queues that are away: from five seconds to an hour apart, for some four days.</summary>
    public static readonly TaskOptions Infrastructure = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 100, TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));
}

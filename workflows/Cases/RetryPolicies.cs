using Microsoft.DurableTask;

namespace MemberServices.Cases;

/// <summary>How activities are tried again.</summary>
public static class RetryPolicies
{
    /// <summary>For storage and queues that are away: from five seconds to an hour apart, for some four days.</summary>
    public static readonly TaskOptions Infrastructure = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 100, TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));
}

namespace Microsoft.DurableTask;

/// <summary>When a failed activity or sub-orchestration is tried again.</summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">At least 1; the first try counts.</param>
    /// <param name="firstRetryInterval">More than zero.</param>
    /// <param name="backoffCoefficient">At least 1; each wait is the former one times this.</param>
    /// <param name="maxRetryInterval">Null: one hour. At least the first interval, or infinite.</param>
    /// <param name="retryTimeout">Null: infinite. At least the first interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its bounds.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    /// <value>Defaults to 1.</value>
    public double BackoffCoefficient { get; }

    /// <value>Defaults to one hour.</value>
    public TimeSpan MaxRetryInterval { get; }

    /// <value>Defaults to infinite.</value>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Asked after each failure but the last allowed one: false gives up.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Retries = value;
    }

    internal Func<TaskFailureDetails, bool> Retries { get; private init; } = _ => true;

    static void ThrowIfShorter(TimeSpan? value, TimeSpan first, string name)
    {
        if (value < first && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, $"It must be at least the first retry interval, {first}.");
        }
    }
}

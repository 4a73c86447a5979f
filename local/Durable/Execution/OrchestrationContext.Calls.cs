using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;

namespace Local.Durable;

/// <summary>Calls of activities and sub-orchestrations, with their retries.</summary>
sealed partial class OrchestrationContext
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        run.Guard();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "Task options were given as the input. Name the parameter: options: …", nameof(input));
        }

        var version = options?.Version is { } chosen ? chosen.Version : run.Start.Version;
        var payload = run.Payload(input);
        return await Call<TResult>(
            name, options?.Retry, () => run.Take(id => new TaskScheduled(id, name.Name, version, payload)));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        run.Guard();
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var version = options?.Version is { } chosen ? chosen.Version : run.Options.DefaultVersion;
        var tags = Merge(run.Start.Tags, options?.Tags);
        var payload = run.Payload(input);
        return await Call<TResult>(orchestratorName, options?.Retry, () => run.Take(id =>
            new ChildCreated(id, orchestratorName.Name, version, instanceId, payload, tags)));
    }

    async Task<T> Call<T>(TaskName name, TaskRetryOptions? retry, Func<Task<string?>> attempt)
    {
        try
        {
            var result = retry switch
            {
                { Policy: { } policy } => await WithPolicy(policy, attempt),
                { Handler: { } handler } => await WithHandler(handler, attempt),
                _ => await attempt(),
            };
            return run.Options.DataConverter.Deserialize<T>(result)!;
        }
        catch (CoreTaskFailedException failed)
        {
            throw new TaskFailedException(name, failed.ScheduleId, failed);
        }
        catch (SubOrchestrationFailedException failed)
        {
            throw new TaskFailedException(name, failed.ScheduleId, TaskFailureDetails.FromException(failed));
        }
    }

    /// <summary>As DurableTask.Core's RetryInterceptor: the deadline is compared with now, before the delay is added.</summary>
    async Task<string?> WithPolicy(RetryPolicy policy, Func<Task<string?>> attempt)
    {
        var first = CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (OrchestrationException failed) when (CanBeTriedAgain(failed) && number < policy.MaxNumberOfAttempts
                && policy.Handle(failed) && IsInTime(policy, first))
            {
            }

            await CreateTimer(CurrentUtcDateTime + Delay(policy, number), CancellationToken.None);
        }
    }

    bool IsInTime(RetryPolicy policy, DateTime first) =>
        policy.RetryTimeout == Timeout.InfiniteTimeSpan || run.Now - first < policy.RetryTimeout;

    static TimeSpan Delay(RetryPolicy policy, int attempts)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var wait = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        return wait < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(wait) : longest;
    }

    async Task<string?> WithHandler(AsyncRetryHandler handler, Func<Task<string?>> attempt)
    {
        var first = CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (OrchestrationException failed) when (CanBeTriedAgain(failed))
            {
                var failure = TaskFailureDetails.FromException(failed);
                if (!await handler(new(this, number, failure, CurrentUtcDateTime - first, CancellationToken.None)))
                {
                    throw;
                }
            }
        }
    }

    static bool CanBeTriedAgain(OrchestrationException failed) => failed.FailureDetails is not { IsNonRetriable: true };

    static Dictionary<string, string>? Merge(IReadOnlyDictionary<string, string>? inherited, IDictionary<string, string>? own)
    {
        if (inherited is null && own is null)
        {
            return null;
        }

        var tags = new Dictionary<string, string>(inherited ?? new Dictionary<string, string>());
        foreach (var (key, value) in own ?? new Dictionary<string, string>())
        {
            tags[key] = value;
        }

        return tags;
    }
}

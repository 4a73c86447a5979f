using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>How a run ends.</summary>
sealed partial class OrchestrationRun
{
    /// <summary>
    /// An execution is over when its code has returned and nothing that it started is open: an uncancelled timer keeps it
    /// running until it fires, also before it continues as new.
    /// </summary>
    Completion? Ending()
    {
        if (terminated is { } end)
        {
            return new(OrchestrationRuntimeStatus.Terminated, end.Output, null);
        }

        if (open.Count > 0 || takenBeforeSuspension.Count > 0 || result is null)
        {
            return null;
        }

        if (!result.IsCompleted)
        {
            return HasWaiters || suspended ? null : throw new InvalidOperationException(
                $"Orchestrator '{Start.Name}' awaits something that isn't durable, so nothing could ever wake it. "
                + "It may only await tasks that its context made.");
        }

        return result.IsCompletedSuccessfully
            ? new(OrchestrationRuntimeStatus.Completed, result.Result, null)
            : new(OrchestrationRuntimeStatus.Failed, null, Failures.From(Cause(result)));
    }

    /// <summary>What the code came to after a whole history, where that says something else; null: it is the same.</summary>
    string? OtherEnd(OrchestrationRuntimeStatus recorded)
    {
        var came = Ending() switch
        {
            null => "goes on",
            { Failure: { } failure } => $"failed with {failure.Type}: {failure.Message}",
            { Status: OrchestrationRuntimeStatus.Completed } when continuation is not null => "continued as new",
            _ => "completed",
        };
        var said = recorded switch
        {
            OrchestrationRuntimeStatus.Completed => "completed",
            OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended => "goes on",
            _ => came,
        };
        return came == said ? null : $"At the end history says '{said}', but the code did '{came}'.";
    }

    EpisodeOutcome Finish(List<HistoryEvent> added, Completion? completion)
    {
        var steps = taken.Values.OrderBy(step => step.Id).ToList();
        if (completion?.Status is OrchestrationRuntimeStatus.Terminated || completion?.Failure?.Type == NonDeterminism)
        {
            steps.Clear();
        }

        var next = completion?.Status == OrchestrationRuntimeStatus.Completed ? continuation : null;
        added.AddRange(steps);
        return new(
            added,
            steps,
            Status(),
            suspended,
            Timers().Select(timer => (DateTime?)timer.FireAt).Min(),
            open.Values.Any(waiting => waiting.Step is TaskScheduled),
            [.. open.Values.Select(waiting => waiting.Step).OfType<ChildCreated>().Select(child => child.InstanceId)])
        {
            Completion = next is null ? completion : null,
            Next = next is null ? null : new(next, [.. carried]),
            PassOn = completion is { Status: OrchestrationRuntimeStatus.Terminated } && terminated is { Recursive: true } ? terminated : null,
        };
    }

    static string NonDeterminism => typeof(NonDeterministicOrchestrationException).ToString();

    static Exception Cause(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            throw new InvalidOperationException("The task has not failed.");
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}

using DurableTask.Core.Exceptions;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace Local.Durable;

/// <summary>Steps: what the code takes, what history confirms, what a suspension holds back, which timers are due.</summary>
sealed partial class OrchestrationRun
{
    /// <summary>Notes a step that completes later.</summary>
    public Task<string?> Take(Func<int, Step> make, CancellationToken cancellation = default)
    {
        var step = make(steps++);
        taken.Add(step.Id, step);
        var waiting = new OpenStep(step);
        open.Add(step.Id, waiting);
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                if (waiting.TrySetCanceled(cancellation))
                {
                    open.Remove(step.Id);
                }
            });
        }

        return waiting.Task;
    }

    /// <summary>Notes a step that nobody waits for.</summary>
    public void TakeAndForget(Func<int, Step> make)
    {
        var step = make(steps++);
        taken.Add(step.Id, step);
    }

    void Confirm(Step recorded)
    {
        taken.Remove(recorded.Id, out var mine);
        var same = (recorded, mine) switch
        {
            (TaskScheduled theirs, TaskScheduled ours) => Same(theirs.Name, ours.Name),
            (ChildCreated theirs, ChildCreated ours) => Same(theirs.Name, ours.Name),
            (EventSent theirs, EventSent ours) => Same(theirs.Name, ours.Name),
            (TimerCreated, TimerCreated) => true,
            _ => false,
        };
        if (!same)
        {
            throw new NonDeterministicOrchestrationException(recorded, mine);
        }

        // What was recorded is what happens: a timer computed from other values on replay keeps its time.
        if (open.TryGetValue(recorded.Id, out var waiting))
        {
            waiting.Step = recorded;
        }

        static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }

    OpenStep? Close(int id) => open.Remove(id, out var waiting) ? waiting : null;

    void Suspend()
    {
        suspended = true;
        foreach (var step in taken.Values)
        {
            takenBeforeSuspension.Add(step.Id, step);
        }

        taken.Clear();
    }

    void Resume()
    {
        suspended = false;
        foreach (var step in takenBeforeSuspension.Values)
        {
            taken.Add(step.Id, step);
        }

        takenBeforeSuspension.Clear();
        while (!suspended && arrivedWhileSuspended.TryDequeue(out var happened))
        {
            Process(happened);
        }
    }

    List<TimerFired> DueTimers()
    {
        var due = Timers().Where(timer => timer.FireAt <= Now).OrderBy(timer => timer.FireAt).ThenBy(timer => timer.Id);
        return [.. due.Select(timer => new TimerFired(timer.Id))];
    }

    IEnumerable<TimerCreated> Timers()
    {
        HashSet<int> fired = suspended ? [.. arrivedWhileSuspended.OfType<TimerFired>().Select(timer => timer.Id)] : [];
        return open.Values.Select(waiting => waiting.Step).OfType<TimerCreated>()
            .Where(timer => !fired.Contains(timer.Id) && !takenBeforeSuspension.ContainsKey(timer.Id));
    }

    sealed class OpenStep(Step step) : TaskCompletionSource<string?>
    {
        public Step Step { get; set; } = step;

        public void Fail(Failure failure) => TrySetException(Step switch
        {
            ChildCreated child => new SubOrchestrationFailedException(-1, child.Id, child.Name, child.Version, failure.Message, null)
            {
                FailureDetails = failure.ToCoreDetails(),
            },
            TaskScheduled task => new CoreTaskFailedException(-1, task.Id, task.Name, task.Version, failure.Message, null)
            {
                FailureDetails = failure.ToCoreDetails(),
            },
            var other => throw new InvalidOperationException($"Step #{other.Id} can't fail: {other.Describe()}."),
        });
    }
}

using DurableTask.Core;
using DurableTask.Core.History;
using Shown = DurableTask.Core.History.HistoryEvent;

namespace Local.Durable;

/// <summary>A history as the public API shows it: what GrpcDurableTaskClient fills in, in the order of DurableTask.Core.</summary>
static class HistoryView
{
    public static IList<Shown> From(LoadedInstance instance, string? output, Failure? failure)
    {
        var shown = new List<Shown>();
        var time = default(DateTime);
        var steps = new Dictionary<int, Step>();
        foreach (var happened in instance.History)
        {
            if (happened is EpisodeStarted episode)
            {
                Begin(episode.Time);
            }
            else
            {
                Add(Show(happened, steps));
            }
        }

        if (instance.State.IsOver)
        {
            var end = new ExecutionCompletedEvent(steps.Count, output, (OrchestrationStatus)instance.State.Status, failure?.ToCoreDetails());
            Add(end);
        }

        if (shown.Count > 0)
        {
            Add(new OrchestratorCompletedEvent(-1));
        }

        return shown;

        void Begin(DateTime now)
        {
            var first = shown.Count == 0;
            if (!first)
            {
                Add(new OrchestratorCompletedEvent(-1));
            }

            time = now;
            Add(new OrchestratorStartedEvent(-1));
            if (first)
            {
                var (name, version, input, tags, _, _) = instance.Start;
                Add(new ExecutionStartedEvent(-1, input) { Name = name, Version = version, Tags = tags?.ToDictionary() });
            }
        }

        void Add(Shown happened)
        {
            happened.Timestamp = time;
            shown.Add(happened);
        }
    }

    /// <param name="steps">Those before it, by number; one is added.</param>
    static Shown Show(HistoryEvent happened, Dictionary<int, Step> steps)
    {
        if (happened is Step step)
        {
            steps[step.Id] = step;
        }

        return happened switch
        {
            TaskScheduled(var id, var name, var version, var input) =>
                new TaskScheduledEvent(id) { Name = name, Version = version, Input = input },
            ChildCreated(var id, var name, var version, var instance, var input, _) =>
                new SubOrchestrationInstanceCreatedEvent(id) { Name = name, Version = version, InstanceId = instance, Input = input },
            TimerCreated(var id, var fireAt) => new TimerCreatedEvent(id, fireAt),
            EventSent(var id, var instance, var name, var payload) =>
                new EventSentEvent(id) { InstanceId = instance, Name = name, Input = payload },
            TaskDone(var id, var result) => steps.GetValueOrDefault(id) is ChildCreated
                ? new SubOrchestrationInstanceCompletedEvent(-1, id, result) : new TaskCompletedEvent(-1, id, result),
            TaskFailed(var id, var failure) => steps.GetValueOrDefault(id) is ChildCreated
                ? new SubOrchestrationInstanceFailedEvent(-1, id, null, null, failure.ToCoreDetails()) : new TaskFailedEvent(-1, id, null, null, failure.ToCoreDetails()),
            TimerFired(var id) => new TimerFiredEvent(-1, (steps.GetValueOrDefault(id) as TimerCreated)?.FireAt ?? default) { TimerId = id },
            EventRaised(var name, var payload) => new EventRaisedEvent(-1, payload) { Name = name },
            Suspended(var reason) => new ExecutionSuspendedEvent(-1, reason),
            Resumed(var reason) => new ExecutionResumedEvent(-1, reason),
            Terminated(var output, _) => new ExecutionTerminatedEvent(-1, output),
            Rewound => new ExecutionRewoundEvent(-1),
            _ => throw new ArgumentException($"{happened.GetType().Name} is not shown.", nameof(happened)),
        };
    }
}

using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>
/// Stores an episode: history, state, and everything it sends, in one transaction. It may run twice, so it keeps
/// nothing but its parameters.
/// </summary>
/// <param name="consumed">Rows of the inbox that the episode was told or dropped.</param>
sealed class EpisodeCommit(
    InstanceStore store, LoadedInstance instance, EpisodeOutcome outcome, IReadOnlyList<long> consumed, DateTime now)
{
    public CommittedEpisode Run(DatabaseSession db)
    {
        var state = Next();
        var deliveries = new List<Delivery>();
        var children = new List<LoadedInstance>();
        if (!(outcome.Next is { } next ? StartOver(db, next, state, deliveries) : Append(db, state)))
        {
            return new(null, [], []);
        }

        foreach (var step in outcome.Steps)
        {
            Begin(db, step, deliveries, children);
        }

        if (outcome.Completion is { } completion && instance.Start.Parent is { } parent)
        {
            Add(deliveries, store.Send(db, parent.Execution, Answer(completion, parent.StepId)));
        }

        if (outcome.PassOn is { } end)
        {
            foreach (var child in outcome.OpenChildren)
            {
                Add(deliveries, store.Send(db, child, end));
            }
        }

        foreach (var at in consumed)
        {
            db.Execute("DELETE FROM durable_inbox WHERE instance = $1 AND at = $2", instance.Key, at);
        }

        return new(state, deliveries, children);
    }

    InstanceState Next()
    {
        var custom = outcome.Status.IsSet ? outcome.Status.Value : instance.State.Custom;
        if (outcome.Completion is { } completion)
        {
            return new(completion.Status, false, null, custom);
        }

        if (outcome.Next is not null)
        {
            return new(OrchestrationRuntimeStatus.Running, true, null, custom);
        }

        var status = outcome.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
        return new(status, outcome.HasOpenActivities, outcome.NextTimer, custom);
    }

    /// <returns>False when the instance was deleted or replaced in the meantime.</returns>
    bool Append(DatabaseSession db, InstanceState state)
    {
        var added = db.Execute(
            "INSERT INTO durable_history SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM durable_instances WHERE key = $3 AND generation = $4)",
            DurableTables.HistoryRow(instance.Key, instance.NextEpisode), HistoryCodec.Encode(outcome.Added), instance.Key, instance.Generation);
        if (added == 0)
        {
            return false;
        }

        if (outcome.Completion is { } completion)
        {
            db.Execute(
                "UPDATE durable_instances SET status = $2, ready = 0, due = NULL, updated = $3, custom = $4, output = $5, failure = $6 WHERE key = $1",
                instance.Key, (int)state.Status, now.Ticks, state.Custom, completion.Output,
                completion.Failure is { } failure ? HistoryCodec.Encode(new TaskFailed(0, failure)) : null);
        }
        else if (state != instance.State)
        {
            db.Execute(
                "UPDATE durable_instances SET status = $2, ready = $3, due = $4, updated = $5, custom = $6 WHERE key = $1",
                instance.Key, (int)state.Status, state.Ready ? 1 : 0, state.Due?.Ticks, now.Ticks, state.Custom);
        }

        return true;
    }

    bool StartOver(DatabaseSession db, NextGeneration next, InstanceState state, List<Delivery> deliveries)
    {
        var updated = db.Execute(
            "UPDATE durable_instances SET generation = generation + 1, status = $3, ready = 1, due = NULL, updated = $4, custom = $5 WHERE key = $1 AND generation = $2",
            instance.Key, instance.Generation, (int)state.Status, now.Ticks, state.Custom);
        if (updated == 0)
        {
            return false;
        }

        InstanceStore.DeleteHistory(db, instance.Key);
        db.Execute("INSERT INTO durable_history VALUES ($1, $2)", DurableTables.HistoryRow(instance.Key, 0), HistoryCodec.Encode(next.Start));
        foreach (var raised in next.Events)
        {
            deliveries.Add(store.Put(db, instance.Key, 0, raised));
        }

        return true;
    }

    void Begin(DatabaseSession db, Step step, List<Delivery> deliveries, List<LoadedInstance> children)
    {
        if (step is EventSent sent)
        {
            Add(deliveries, store.Send(db, sent.InstanceId, new EventRaised(sent.Name, sent.Payload)));
        }
        else if (step is ChildCreated child)
        {
            var existing = InstanceStore.Find(db, child.InstanceId);
            if (existing is { } running && !new InstanceState(running.Status, false, null, null).IsOver)
            {
                var failure = new Failure(
                    "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                    $"An orchestration with id '{child.InstanceId}' exists and is {running.Status}.", null, null, Final: true);
                deliveries.Add(store.Put(db, instance.Key, instance.Generation, new TaskFailed(child.Id, failure)));
                return;
            }

            if (existing is { } over)
            {
                InstanceStore.Delete(db, over.Key);
            }

            var parent = new ParentLink(instance.Start.Name, instance.Id, instance.Execution, child.Id);
            var start = new ExecutionStart(child.Name, child.Version, child.Input, child.Tags, parent, instance.Start.TraceParent);
            children.Add(store.TryCreate(db, child.InstanceId, start, null, now)!);
        }
    }

    HistoryEvent Answer(Completion completion, int step) => completion switch
    {
        { Status: OrchestrationRuntimeStatus.Completed } => new TaskDone(step, completion.Output),
        { Failure: { } failure } => new TaskFailed(step, failure),
        _ => new TaskFailed(step, new("OrchestrationTerminated", $"Sub-orchestration '{instance.Id}' was terminated.", null, null)),
    };

    static void Add(List<Delivery> deliveries, Delivery? delivery)
    {
        if (delivery is { } sent)
        {
            deliveries.Add(sent);
        }
    }
}

/// <summary>What a committed episode set in motion.</summary>
/// <param name="State">The instance's new state; null: the instance is gone, nothing was stored.</param>
/// <param name="Children">Instances that wait for their first episode.</param>
sealed record CommittedEpisode(InstanceState? State, IReadOnlyList<Delivery> Deliveries, IReadOnlyList<LoadedInstance> Children);

using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>
/// Takes the failures out of a failed instance's history, and out of its failed sub-orchestrations', and lets them go on:
/// what failed or never answered is not there any more, so the code's replay asks for it again. One transaction for the
/// whole family. (Azure/durabletask, TaskOrchestrationDispatcher.ProcessRewindOrchestrationDecision.)
/// </summary>
sealed class RewindCommit(InstanceStore store, string id, string reason, DateTime now)
{
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has not failed, or a history can't be read.</exception>
    public IReadOnlyList<Delivery> Run(DatabaseSession db)
    {
        try
        {
            var instance = InstanceStore.Load(db, id) ?? throw new ArgumentException($"An orchestration with the instanceId {id} was not found.");
            if (instance.State.Status != OrchestrationRuntimeStatus.Failed)
            {
                throw new InvalidOperationException($"Instance '{id}' is {instance.State.Status}; only a failed one can be rewound.");
            }

            var deliveries = new List<Delivery>();
            Rewind(db, instance, deliveries);
            return deliveries;
        }
        catch (FormatException unreadable)
        {
            throw new InvalidOperationException($"Instance '{id}' can't be rewound: {unreadable.Message}", unreadable);
        }
    }

    void Rewind(DatabaseSession db, LoadedInstance instance, List<Delivery> deliveries)
    {
        var done = instance.History.OfType<TaskDone>().Select(task => task.Id).ToHashSet();
        var again = new HashSet<int>();
        foreach (var step in instance.History.OfType<Step>().Where(step => step is TaskScheduled or ChildCreated && !done.Contains(step.Id)))
        {
            if (InstanceStore.Child(db, instance, step) is not { } child)
            {
                again.Add(step.Id);
            }
            else if (child.State.IsOver)
            {
                Rewind(db, child, deliveries);
            }
        }

        InstanceStore.RewriteHistory(db, instance.Key, happened => happened is not TaskFailed && !(happened is Step step && again.Contains(step.Id)));
        db.Execute(
            "UPDATE durable_instances SET status = $2, updated = $3, output = NULL, failure = NULL WHERE key = $1",
            instance.Key, (int)OrchestrationRuntimeStatus.Running, now.Ticks);
        deliveries.Add(store.Put(db, instance.Key, instance.Generation, new Rewound(reason)));
    }
}

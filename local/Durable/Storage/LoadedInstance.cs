using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>An instance in memory, as it is stored.</summary>
sealed class LoadedInstance(long key, string id)
{
    public long Key => key;

    public string Id => id;

    public int Generation { get; set; }

    public required ExecutionStart Start { get; set; }

    public List<HistoryEvent> History { get; } = [];

    /// <summary>The number of the next episode's blob; 0 is the start.</summary>
    public int NextEpisode { get; set; } = 1;

    public required InstanceState State { get; set; }

    public ExecutionKey Execution => new(key, Generation);

    /// <summary>Activities that history scheduled and that nothing came back from.</summary>
    public IEnumerable<TaskScheduled> OpenActivities()
    {
        var done = History.Select(happened => happened switch
        {
            TaskDone(var step, _) => step,
            TaskFailed(var step, _) => step,
            _ => -1,
        }).ToHashSet();
        return History.OfType<TaskScheduled>().Where(task => !done.Contains(task.Id));
    }
}

/// <summary>The part of an instance's row that its episodes change.</summary>
/// <param name="Ready">It has an activity to run or its first episode to begin.</param>
/// <param name="Due">When it starts, or its earliest timer fires.</param>
readonly record struct InstanceState(OrchestrationRuntimeStatus Status, bool Ready, DateTime? Due, string? Custom)
{
    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>Something that an instance has to be told.</summary>
/// <param name="At">Its row in the inbox; 0: it has none, as what an activity returned.</param>
/// <param name="Generation">The generation it is for; 0: any.</param>
/// <param name="Happened">Null: the row couldn't be read.</param>
readonly record struct Message(long At, int Generation, HistoryEvent? Happened);

/// <summary>A message and the instance it is for.</summary>
readonly record struct Delivery(long Instance, Message Message);

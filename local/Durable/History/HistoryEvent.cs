using System.Text.Json.Serialization;

namespace Local.Durable;

/// <summary>One thing that happened to an instance. An instance's state is what its code does when it is told them in order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(EpisodeStarted), "EpisodeStarted")]
[JsonDerivedType(typeof(TaskScheduled), "TaskScheduled")]
[JsonDerivedType(typeof(ChildCreated), "ChildCreated")]
[JsonDerivedType(typeof(TimerCreated), "TimerCreated")]
[JsonDerivedType(typeof(EventSent), "EventSent")]
[JsonDerivedType(typeof(TaskDone), "TaskDone")]
[JsonDerivedType(typeof(TaskFailed), "TaskFailed")]
[JsonDerivedType(typeof(TimerFired), "TimerFired")]
[JsonDerivedType(typeof(EventRaised), "EventRaised")]
[JsonDerivedType(typeof(Suspended), "Suspended")]
[JsonDerivedType(typeof(Resumed), "Resumed")]
[JsonDerivedType(typeof(Terminated), "Terminated")]
[JsonDerivedType(typeof(Rewound), "Rewound")]
abstract record HistoryEvent;

/// <summary>Code ran from here on, at this time.</summary>
sealed record EpisodeStarted(DateTime Time) : HistoryEvent;

/// <summary>A step that the code took. Steps are numbered from 0 in the order in which it took them.</summary>
abstract record Step(int Id) : HistoryEvent
{
    /// <summary>Names the step in the text of a non-determinism failure.</summary>
    public abstract string Describe();
}

sealed record TaskScheduled(int Id, string Name, string Version, string? Input) : Step(Id)
{
    public override string Describe() => $"call activity '{Name}'";
}

sealed record ChildCreated(
    int Id, string Name, string Version, string InstanceId, string? Input, IReadOnlyDictionary<string, string>? Tags) : Step(Id)
{
    public override string Describe() => $"call sub-orchestration '{Name}'";
}

sealed record TimerCreated(int Id, DateTime FireAt) : Step(Id)
{
    public override string Describe() => "create a timer";
}

sealed record EventSent(int Id, string InstanceId, string Name, string? Payload) : Step(Id)
{
    public override string Describe() => $"send event '{Name}'";
}

/// <summary>An activity or a sub-orchestration returned.</summary>
sealed record TaskDone(int Id, string? Result) : HistoryEvent;

/// <summary>An activity or a sub-orchestration failed.</summary>
sealed record TaskFailed(int Id, Failure Failure) : HistoryEvent;

sealed record TimerFired(int Id) : HistoryEvent;

sealed record EventRaised(string Name, string? Payload) : HistoryEvent;

sealed record Suspended(string? Reason) : HistoryEvent;

sealed record Resumed(string? Reason) : HistoryEvent;

sealed record Terminated(string? Output, bool Recursive) : HistoryEvent;

/// <summary>The instance had failed and goes on; its failures were taken out of its history.</summary>
sealed record Rewound(string? Reason) : HistoryEvent;

/// <summary>What an exception leaves behind.</summary>
/// <param name="Final">Trying again is of no use, as for a task that doesn't exist: no retry policy or handler is asked.</param>
sealed record Failure(string Type, string Message, string? StackTrace, Failure? Inner, bool Final = false);

/// <summary>How an execution began; it stands before its history.</summary>
/// <param name="TraceParent">The span that its activities and children belong to, as W3C writes it; null: nobody traced the start.</param>
sealed record ExecutionStart(
    string Name,
    string Version,
    string? Input,
    IReadOnlyDictionary<string, string>? Tags = null,
    ParentLink? Parent = null,
    string? TraceParent = null);

/// <summary>The step of the execution that waits for a sub-orchestration.</summary>
sealed record ParentLink(string Name, string InstanceId, ExecutionKey Execution, int StepId);

/// <summary>One execution. An id that is started anew gets another instance, one that continues as new another generation.</summary>
readonly record struct ExecutionKey(long Instance, int Generation);

using System.Text.Json.Serialization;

namespace MemberServices.WorkItems;

/// <summary>A line of a work item's story. Zero is none.</summary>
[JsonConverter(typeof(WorkItemNames<WorkItemEntryKind>))]
public enum WorkItemEntryKind
{
    Opened = 1,
    Taken,
    HandedOver,
    Done,
    Lapsed,

    /// <summary>Its owner was reminded.</summary>
    Reminded,

    /// <summary>The owner's manager was told that it is overdue.</summary>
    Overdue,

    /// <summary>Somebody was quicker: what this one wrote is kept, and changed nothing.</summary>
    TooLate,
}

/// <summary>What happened to a work item.</summary>
/// <param name="Number">Its place in the story, from 1.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, as it is shown: "a system, for Sarah Lindqvist", or "system".</param>
/// <param name="ById">The person's id in the directory; null: no person.</param>
/// <param name="From">Who had it before it was handed over, or null.</param>
/// <param name="To">Who has it after that, or who was told; null.</param>
/// <param name="Text">The reason, or what came of it; null.</param>
public sealed record WorkItemEntry(
    int Number, WorkItemEntryKind Kind, DateTimeOffset At, string By, string? ById = null, string? From = null, string? To = null, string? Text = null)
{
    /// <summary>Whether it brought the item where it is.</summary>
    [JsonIgnore]
    public bool IsAct => Kind is not (WorkItemEntryKind.Reminded or WorkItemEntryKind.Overdue or WorkItemEntryKind.TooLate);
}

/// <summary>A work item with its story, oldest line first.</summary>
public sealed record WorkItemRecord(WorkItem Item, IReadOnlyList<WorkItemEntry> Story);

/// <summary>What becomes of a work item.</summary>
/// <param name="Item">The item then.</param>
/// <param name="Entry">The line for its story, whose number is given when it is written; null: none.</param>
public sealed record WorkItemChange(WorkItem Item, WorkItemEntry? Entry = null);

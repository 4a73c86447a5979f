namespace MemberServices.WorkItems;

/// <summary>Why something can't be done with a work item.</summary>
public enum WorkItemRefusal
{
    Unknown = 1,

    /// <summary>Whoever asks isn't of the item's role.</summary>
    NotTheirs,

    /// <summary>Somebody was quicker, or it doesn't fit where the item is.</summary>
    Conflict,
}

/// <summary>What somebody is answered who does something with a work item.</summary>
/// <param name="Record">The item as it is then; null when there is none.</param>
/// <param name="Refusal">Why it wasn't done; null: it was, now or by the same request before.</param>
/// <param name="Detail">In words, with what to do; null when it was done.</param>
public sealed record WorkItemAnswer(WorkItemRecord? Record, WorkItemRefusal? Refusal = null, string? Detail = null);

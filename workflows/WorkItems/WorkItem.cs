using System.Text.Json.Serialization;
using MemberServices.Policies;
using MemberServices.Staff;

namespace MemberServices.WorkItems;

/// <summary>Something that a person of the organization must do.</summary>
/// <param name="Id">Derived from the case, the step and the kind, so that a repeat doesn't open a second one. Says nothing about people.</param>
/// <param name="Role">Whose it is: one of <see cref="StaffRoles"/>. A person who has it is of this role.</param>
/// <param name="Title">What to do, in a line.</param>
/// <param name="Due">By when.</param>
/// <param name="Case">The case it belongs to, or null.</param>
/// <param name="MemberKey">The key of the member it is about, or null.</param>
/// <param name="OpenedAt">When it was opened.</param>
public sealed record WorkItem(string Id, string Role, string Title, DateTimeOffset Due, string? Case, string? MemberKey, DateTimeOffset OpenedAt)
{
    public WorkItemState State { get; init; } = WorkItemState.Open;

    /// <summary>The person who has it; null: the role does.</summary>
    public StaffPerson? Owner { get; init; }

    /// <summary>
    /// When its owner is reminded, in order. Whoever opens it may give times of their own; null: by the policy. They are moved
    /// into business time, and those that aren't between its opening and its due time fall away.
    /// </summary>
    public IReadOnlyList<DateTimeOffset>? RemindAt { get; init; }

    /// <summary>When the owner's manager is told that it is overdue. Set when it is opened.</summary>
    public DateTimeOffset? EscalateAt { get; init; }

    /// <summary>When it was done or its reason went away; null while somebody must do it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What came of it, or why it lapsed; null while somebody must do it.</summary>
    public string? ClosedBecause { get; init; }

    /// <summary>How many lines its story has.</summary>
    public int Lines { get; init; }

    /// <summary>The line of its story that brought it where it is. Whoever acts may say which one they have seen.</summary>
    public int Version { get; init; }

    /// <summary>How many of its reminders were given, the one to the manager included.</summary>
    public int Reminded { get; init; }

    /// <summary>How many of them the topic was told of.</summary>
    public int Announced { get; init; }

    /// <summary>The reminder that is decided and not yet known to be given; null: none.</summary>
    public WorkItemNotice? Telling { get; init; }

    /// <summary>Not before this is it looked at again, since the directory was away; null: it wasn't.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>Whether somebody must still do it.</summary>
    [JsonIgnore]
    public bool IsLive => State is WorkItemState.Open or WorkItemState.Taken or WorkItemState.HandedOver;

    /// <summary>When the next reminder is due; null: none is.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextReminder => !IsLive || RemindAt is not { } owner || EscalateAt is not { } escalate || Reminded > owner.Count
        ? null
        : (Reminded < owner.Count ? owner[Reminded] : escalate) is var due && WaitsUntil > due ? WaitsUntil : due;

    /// <summary>Whether the next reminder is the manager's.</summary>
    [JsonIgnore]
    public bool IsOverdueNext => Reminded == RemindAt?.Count;

    /// <summary>Who has it, for people: a person's name, or the role.</summary>
    [JsonIgnore]
    public string Holder => Owner?.Name ?? Role;
}

/// <summary>A reminder, with whom it goes to: decided once.</summary>
/// <param name="At">When that was decided.</param>
/// <param name="Role">The role that the topic is told of: the item's, or the one that takes what nobody else can.</param>
/// <param name="People">Who get a mail, each with whom they stand in for; null: for nobody.</param>
public sealed record WorkItemNotice(DateTimeOffset At, string Role, IReadOnlyList<WorkItemReader> People);

/// <param name="Person">Who gets a mail.</param>
/// <param name="For">For whom they stand in, by name; null: for nobody.</param>
public sealed record WorkItemReader(StaffPerson Person, string? For = null);

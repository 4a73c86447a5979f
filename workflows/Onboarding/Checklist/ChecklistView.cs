namespace MemberServices.Onboarding.Checklist;

/// <summary>A checklist, as the member and staff see it.</summary>
/// <param name="Items">In its order.</param>
/// <param name="SuspendedSince">Since when access is suspended because of it; null: it isn't.</param>
public sealed record ChecklistView(IReadOnlyList<ChecklistItemView> Items, DateTimeOffset? SuspendedSince)
{
    /// <summary>How many items are over.</summary>
    public int Done => Items.Count(item => item.Status is ChecklistStatus.Done or ChecklistStatus.Waived);
}

/// <summary>An item of a checklist.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Due">By when it is to be done; null: the checklist isn't open yet.</param>
/// <param name="IsMandatory">Whether the enrollment waits for it.</param>
/// <param name="IsOverdue">Whether it is open, and late.</param>
/// <param name="Suspends">Whether access is suspended because of it.</param>
/// <param name="ToDo">What the member is to do.</param>
/// <param name="Owner">Who has it, by the role's name.</param>
/// <param name="Verifier">Who verifies it, by the role's name, or null.</param>
/// <param name="Completed">Who completed it, and when; null: it isn't.</param>
/// <param name="Verified">Who verified it.</param>
/// <param name="Waived">Who waived it, and why.</param>
/// <param name="Reopened">Who opened it again, and why, while it is open.</param>
public sealed record ChecklistItemView(
    string Id,
    string Name,
    ChecklistItemKind Kind,
    ChecklistStatus Status,
    DateTimeOffset? Due,
    bool IsMandatory,
    bool IsOverdue,
    bool Suspends,
    string ToDo,
    string Owner,
    string? Verifier,
    ChecklistMark? Completed,
    ChecklistMark? Verified,
    ChecklistMark? Waived,
    ChecklistMark? Reopened);

/// <summary>What somebody did.</summary>
/// <param name="By">Who, for staff.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="When">When it was done, or null.</param>
/// <param name="Reason">Why, for staff, or null.</param>
/// <param name="ToMember">What the member is told, or null.</param>
public sealed record ChecklistMark(string By, DateTimeOffset At, DateTimeOffset? When, string? Reason, string? ToMember)
{
    public static ChecklistMark? Of(ChecklistChange? change) => change is null ? null
        : new ChecklistMark(change.By.Name, change.At, change.What.When, change.What.Why, change.What.ToMember);
}

using System.Text.Json.Serialization;

namespace MemberServices.Cases.Finding;

/// <summary>What is known of a case where it is searched for, as its log had it when it was written.</summary>
/// <param name="Id">The case's number.</param>
/// <param name="Stage">Where it is, or where it ended.</param>
/// <param name="End">How it ended, or null.</param>
/// <param name="OfficeKey">Which office it is about, or null.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Name">Whose case it is; empty when it was erased.</param>
/// <param name="Email">Their address; empty when it was erased.</param>
/// <param name="MemberKey">Their key as a member, or null.</param>
/// <param name="License">Their license's key, or null.</param>
/// <param name="WaitsFor">Who must act now; null when the case has ended.</param>
/// <param name="Asked">The mailbox of who is asked now, or null: somebody of the staff, a system or nobody.</param>
/// <param name="IsHeld">Whether what the case granted is still held after its end, so that it is still needed.</param>
/// <param name="Step">The number of its present step; 0 in an entry that was written before entries knew it.</param>
/// <param name="DueAt">When it next does something by itself: when that is long past, it is stuck. Null: never again, or not known.</param>
/// <param name="Queue">The queue in which it waits for somebody of the staff, what is late first, then in the order of <paramref name="WaitsFor"/>'s time; null: in none.</param>
/// <param name="LateSince">Since when somebody of the staff is late with it, or null.</param>
/// <param name="Title">In a line what it is about, or null.</param>
/// <param name="Priority">How much it presses, by its name, or null.</param>
/// <param name="Channel">How it came, or null.</param>
/// <param name="Holder">The name of who of the staff has it, whoever must act now; or null.</param>
public sealed record CaseIndexEntry(
    CaseId Id,
    string Stage,
    string? End,
    string? OfficeKey,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    string Name,
    string Email,
    string? MemberKey = null,
    string? License = null,
    CaseWait? WaitsFor = null,
    string? Asked = null,
    bool IsHeld = false,
    int Step = 0,
    DateTimeOffset? DueAt = null,
    string? Queue = null,
    DateTimeOffset? LateSince = null,
    string? Title = null,
    string? Priority = null,
    Channel? Channel = null,
    string? Holder = null)
{
    /// <summary>The end of a case that has ended, else the stage: what lists are made of.</summary>
    [JsonIgnore]
    public string Place => End ?? Stage;
}

/// <param name="Who">Who must act.</param>
/// <param name="What">What they must do.</param>
/// <param name="Until">When the wait ends by itself, or null.</param>
public sealed record CaseWait(string Who, string What, DateTimeOffset? Until);

/// <param name="Cases">In the question's order.</param>
/// <param name="After">Hand it in to get the cases after these; null when there are no more.</param>
public sealed record CaseIndexPage(IReadOnlyList<CaseIndexEntry> Cases, string? After);

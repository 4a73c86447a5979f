using System.Text.Json.Serialization;
using MemberServices.Cases;

namespace MemberServices.Onboarding.Checklist;

/// <summary>What happens to an item. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<ChecklistAct>))]
public enum ChecklistAct
{
    /// <summary>The member has done it, or staff have.</summary>
    Complete = 1,

    /// <summary>A second person agrees.</summary>
    Verify,

    /// <summary>It isn't done after all.</summary>
    Reopen,

    /// <summary>It needn't be done.</summary>
    Waive,

    /// <summary>It is overdue, and access is suspended because of it, until it is completed or waived. Nobody asks for that but a timer.</summary>
    Suspend,
}

/// <summary>What an entry of the checklist says.</summary>
/// <param name="Item">Which item, by its id.</param>
/// <param name="Act">What happened to it.</param>
/// <param name="Email">Of whom of the staff; null: of another system, or a timer.</param>
/// <param name="When">When the class was attended, the document handed in; null: not told.</param>
/// <param name="Why">For staff, or null.</param>
/// <param name="ToMember">For the member, or null.</param>
public sealed record ChecklistEntry(
    string Item, ChecklistAct Act, string? Email = null, DateTimeOffset? When = null, string? Why = null, string? ToMember = null)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "checklist";
}

/// <summary>Up to which entry of the checklist people and the topic have been told.</summary>
/// <param name="UpTo">The entry's number.</param>
public sealed record ChecklistFollowed(int UpTo)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "checklist-followed";
}

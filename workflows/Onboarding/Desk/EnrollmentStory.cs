using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Searching;
using MemberServices.Offices;
using MemberServices.Onboarding.Checklist;

namespace MemberServices.Onboarding.Desk;

/// <summary>An enrollment as staff see it.</summary>
/// <param name="View">Where it stands.</param>
/// <param name="Opened">What came in.</param>
/// <param name="Step">What it asks for now; null: nothing, or not yet.</param>
/// <param name="Next">What happens if nobody acts, soonest first.</param>
/// <param name="Lines">What happened, newest first.</param>
/// <param name="HasMore">Whether earlier lines were left out.</param>
/// <param name="Acts">How staff can step in now.</param>
/// <param name="Items">The checklist's items, in its order.</param>
/// <param name="Office">The office as it is now; null: it is gone.</param>
/// <param name="Work">What staff have to do about it.</param>
/// <param name="Others">Other cases of the same person.</param>
public sealed record EnrollmentStory(
    EnrollmentView View, EnrollmentOpened Opened, CaseStep? Step, IReadOnlyList<ComingLine> Next, IReadOnlyList<StoryLine> Lines, bool HasMore,
    IReadOnlyList<DeskAct> Acts, IReadOnlyList<DeskItem> Items, Office? Office, IReadOnlyList<ComingLine> Work, IReadOnlyList<FoundThing> Others)
{
    /// <summary>Whether something still fits the case.</summary>
    /// <param name="key">See <see cref="DeskAct.Key"/>.</param>
    public bool Has(string key) => Acts.Concat(Items.SelectMany(item => item.Acts)).Any(act => act.Key == key);
}

/// <summary>An item of the checklist.</summary>
/// <param name="View">Where it stands.</param>
/// <param name="Acts">What who is signed in can do about it now.</param>
/// <param name="Note">Why they can't do what comes next; or null.</param>
public sealed record DeskItem(ChecklistItemView View, IReadOnlyList<DeskAct> Acts, string? Note);

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Sign">Its icon.</param>
/// <param name="Text">What, for staff.</param>
/// <param name="IsByPerson">Whether a person did it.</param>
public sealed record StoryLine(DateTimeOffset At, string Sign, string Text, bool IsByPerson)
{
    /// <summary>What only staff read, or null.</summary>
    public string? StaffOnly { get; init; }

    /// <summary>What the member was told with it, or null.</summary>
    public string? ToMember { get; init; }
}

/// <summary>A way for staff to step in.</summary>
/// <param name="Kind">As the address names it.</param>
/// <param name="Form">What staff read and fill in.</param>
public sealed record DeskAct(string Kind, InterventionForm Form)
{
    /// <summary>The checklist's item that it is about; null: it is about the case.</summary>
    public string? Item { get; init; }

    /// <summary>Names it on the case's page.</summary>
    public string Key => KeyOf(Item, Kind);

    /// <summary>Whether it may go without a reason.</summary>
    public bool NeedsNoReason { get; init; }

    /// <summary>Whether it is asked when it was done.</summary>
    public bool AsksWhen { get; init; }

    public static string KeyOf(string? item, string kind) => item is null ? kind : $"{item}-{kind}";

    /// <summary>Where it is sent to.</summary>
    public string AddressIn(CaseId id) => Item is null ? DeskCases.AddressOf(id, Kind) : DeskRequest.To("cases", id.ToString(), "checklist", Item, Kind);

    /// <summary>Whether there is no way back, so that it has a page of its own.</summary>
    public bool IsFinal { get; init; }

    /// <summary>What follows, of what has no way back.</summary>
    public IReadOnlyList<string> Consequences { get; init; } = [];

    /// <summary>Whether the application's fields are filled in.</summary>
    public bool IsCorrection { get; init; }
}

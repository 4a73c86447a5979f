using MemberServices.Cases;
using MemberServices.Desk.Searching;
using MemberServices.Offices;

namespace MemberServices.Onboarding.Desk;

/// <summary>An enrollment as staff see it.</summary>
/// <param name="View">Where it stands.</param>
/// <param name="Opened">What came in.</param>
/// <param name="Step">What it asks for now; null: nothing, or not yet.</param>
/// <param name="Next">What happens if nobody acts, soonest first.</param>
/// <param name="Lines">What happened, newest first.</param>
/// <param name="HasMore">Whether earlier lines were left out.</param>
/// <param name="Acts">How staff can step in now.</param>
/// <param name="Office">The office as it is now; null: it is gone.</param>
/// <param name="Work">What staff have to do about it.</param>
/// <param name="Others">Other cases of the same person.</param>
public sealed record EnrollmentStory(
    EnrollmentView View, EnrollmentOpened Opened, CaseStep? Step, IReadOnlyList<ComingLine> Next, IReadOnlyList<StoryLine> Lines, bool HasMore,
    IReadOnlyList<DeskAct> Acts, Office? Office, IReadOnlyList<ComingLine> Work, IReadOnlyList<FoundThing> Others);

/// <summary>Something that is to come.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
/// <param name="Why">Why then, or by whom; or null.</param>
public sealed record ComingLine(DateTimeOffset At, string What, string? Why);

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
    /// <summary>Whether there is no way back, so that it has a page of its own.</summary>
    public bool IsFinal { get; init; }

    /// <summary>What follows, of what has no way back.</summary>
    public IReadOnlyList<string> Consequences { get; init; } = [];

    /// <summary>Whether the application's fields are filled in.</summary>
    public bool IsCorrection { get; init; }
}

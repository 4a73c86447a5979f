using MemberServices.Desk.Cases;
using MemberServices.Desk.Searching;
using MemberServices.Pages;
using MemberServices.Surveys.Answering;

namespace MemberServices.Surveys.Desk;

/// <summary>A survey as staff see it.</summary>
/// <param name="Record">Its log.</param>
/// <param name="View">Where it stands.</param>
/// <param name="Phone">The member's phone number, or empty.</param>
/// <param name="Waits">Whom it waits for and until when.</param>
/// <param name="Lines">What happened, in order.</param>
/// <param name="Next">What it does by itself, soonest first.</param>
/// <param name="Work">What staff have to do about it.</param>
/// <param name="Acts">What staff can do with it now.</param>
/// <param name="Others">Other cases of the same person.</param>
public sealed record SurveyStory(
    SurveyRecord Record, SurveyView View, string Phone, SurveyWait Waits, IReadOnlyList<SurveyHappening> Lines, IReadOnlyList<ComingLine> Next, IReadOnlyList<ComingLine> Work,
    IReadOnlyList<SurveyDeed> Acts, IReadOnlyList<FoundThing> Others)
{
    /// <summary>Whom it asks, as staff read it.</summary>
    public string Name => View.Name.Length > 0 ? View.Name : "(erased)";

    /// <summary>The last entry of its log.</summary>
    public int Seen => Record.Entries.Count == 0 ? 0 : Record.Entries.Max(entry => entry.Number);

    /// <summary>Whether something still fits the survey.</summary>
    public bool Has(string kind) => Acts.Any(act => act.Kind == kind);
}

/// <param name="What">In a line: "A manager calls Jane Doe".</param>
/// <param name="Word">Before the time: "by" what is promised, "until" what is waited for, "at" what is planned.</param>
/// <param name="Until">When, or null.</param>
/// <param name="Then">What follows then, or null.</param>
/// <param name="IsLate">Whether somebody of us is late.</param>
public sealed record SurveyWait(string What, string Word = "", DateTimeOffset? Until = null, string? Then = null, bool IsLate = false);

/// <param name="At">When.</param>
/// <param name="What">What happened: "Answered: satisfied 2 of 5".</param>
/// <param name="By">Who did it; null: the member, or it happened by itself.</param>
/// <param name="Words">What was said or written, or null.</param>
/// <param name="IsForStaff">Whether only staff read those words.</param>
/// <param name="Sign">The icon.</param>
public sealed record SurveyHappening(DateTimeOffset At, string What, string? By, string? Words = null, bool IsForStaff = false, string Sign = "paper");

/// <summary>Something that staff can do with a survey now.</summary>
/// <param name="Kind">As the address names it.</param>
/// <param name="Label">Its button.</param>
/// <param name="Consequence">What follows.</param>
public sealed record SurveyDeed(string Kind, string Label, string Consequence)
{
    public const string Answer = "answer", Call = "call", Withdraw = "withdraw", Complain = "complain";

    /// <summary>What there is to choose from, or nothing.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];
}

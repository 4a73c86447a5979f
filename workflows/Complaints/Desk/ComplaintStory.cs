using MemberServices.Complaints.Viewing;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Searching;
using MemberServices.Pages;

namespace MemberServices.Complaints.Desk;

/// <summary>A complaint as staff see it.</summary>
/// <param name="Record">Its log.</param>
/// <param name="View">Where it stands.</param>
/// <param name="Waits">Whom it waits for and until when.</param>
/// <param name="Lines">What was said and done, in order.</param>
/// <param name="HasEarlier">Whether earlier lines were left out.</param>
/// <param name="Next">What it does by itself, soonest first.</param>
/// <param name="Work">What staff have to do about it.</param>
/// <param name="Acts">What whoever looks can do with it now.</param>
/// <param name="Others">Other cases of the same person.</param>
public sealed record ComplaintStory(
    ComplaintRecord Record, ComplaintView View, ComplaintWaits Waits, IReadOnlyList<TalkLine> Lines, bool HasEarlier, IReadOnlyList<ComingLine> Next, IReadOnlyList<ComingLine> Work,
    ComplaintChoices Acts, IReadOnlyList<FoundThing> Others)
{
    /// <summary>Whose complaint it is, as staff read it.</summary>
    public string Name => View.Request.FullName.Length > 0 ? View.Request.FullName : "(erased)";

    /// <summary>The last entry of its log.</summary>
    public int Seen => Record.Entries.Count == 0 ? 0 : Record.Entries.Max(entry => entry.Number);

    /// <summary>Whether something still fits the complaint.</summary>
    public bool Has(string kind) => Acts.All.Any(act => act.Kind == kind);
}

/// <param name="What">In a line: "Elena Voss calls Jane Doe to understand it".</param>
/// <param name="Word">Before the time: "by" what is promised, "until" what is waited for, "on" what is planned.</param>
/// <param name="Until">When, or null.</param>
/// <param name="Holder">Who owns it, or null.</param>
/// <param name="Then">What else is due, or follows; or null.</param>
/// <param name="LateSince">Since when we are late, or null.</param>
public sealed record ComplaintWaits(string What, string Word, DateTimeOffset? Until, string? Holder, string? Then, DateTimeOffset? LateSince);

/// <param name="All">What whoever looks can do.</param>
/// <param name="Reserved">Who does the rest alone, and how to get it; null: nothing is kept from them.</param>
public sealed record ComplaintChoices(IReadOnlyList<ComplaintDeed> All, string? Reserved);

/// <summary>Something that staff can do with a complaint now.</summary>
/// <param name="Kind">As the address names it.</param>
/// <param name="Label">Its button.</param>
/// <param name="Consequence">What follows.</param>
public sealed record ComplaintDeed(string Kind, string Label, string Consequence)
{
    /// <summary>What <see cref="Acting.ComplaintStaffActs"/> doesn't have: taking it oneself, and opening it again for who complained.</summary>
    public const string Take = "take", Reopen = "reopen";

    /// <summary>What there is to choose from, or nothing.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];
}

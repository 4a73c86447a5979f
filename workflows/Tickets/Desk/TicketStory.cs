using MemberServices.Desk.Cases;
using MemberServices.Desk.Searching;
using MemberServices.Pages;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tickets.Desk;

/// <summary>A ticket as staff see it.</summary>
/// <param name="Record">Its log.</param>
/// <param name="View">Where it stands.</param>
/// <param name="Waits">Whom it waits for and until when.</param>
/// <param name="Lines">What was said and done, in order.</param>
/// <param name="HasEarlier">Whether earlier lines were left out.</param>
/// <param name="Promises">The promises that count now.</param>
/// <param name="Next">What it does by itself, soonest first.</param>
/// <param name="Work">What staff have to do about it.</param>
/// <param name="Acts">What staff can do with it now.</param>
/// <param name="Answers">What follows when the customer is answered, by what is done then; none: it takes no answer.</param>
/// <param name="Others">Other cases of the same person.</param>
public sealed record TicketStory(
    TicketRecord Record, TicketView View, TicketWait Waits, IReadOnlyList<TalkLine> Lines, bool HasEarlier, IReadOnlyList<ShownPromise> Promises,
    IReadOnlyList<ComingLine> Next, IReadOnlyList<ComingLine> Work, IReadOnlyList<TicketDeed> Acts, IReadOnlyList<TicketDeed> Answers, IReadOnlyList<FoundThing> Others)
{
    /// <summary>Whose ticket it is, as staff read it.</summary>
    public string Name => View.Request.FullName.Length > 0 ? View.Request.FullName : "(erased)";

    /// <summary>The last entry of its log.</summary>
    public int Seen => Record.Entries.Count == 0 ? 0 : Record.Entries.Max(entry => entry.Number);

    /// <summary>Whether something still fits the ticket.</summary>
    public bool Has(string kind) => Answers.Count > 0 && kind == TicketDeed.Answer || Acts.Any(act => act.Kind == kind);
}

/// <param name="What">In a line: "We owe Jane Doe an answer".</param>
/// <param name="Word">Before the time: "by" what is promised, "until" what is waited for.</param>
/// <param name="Until">When, or null.</param>
/// <param name="Holder">Who has it, or null.</param>
/// <param name="Then">What follows then, or null.</param>
/// <param name="LateSince">Since when we are late, or null.</param>
public sealed record TicketWait(string What, string Word, DateTimeOffset? Until, string? Holder, string? Then, DateTimeOffset? LateSince);

/// <param name="Name">"First response".</param>
/// <param name="View">With its record.</param>
public sealed record ShownPromise(string Name, PromiseView View);

/// <summary>Something that staff can do with a ticket now.</summary>
/// <param name="Kind">As the address names it.</param>
/// <param name="Label">Its button.</param>
/// <param name="Consequence">What follows.</param>
public sealed record TicketDeed(string Kind, string Label, string Consequence)
{
    public const string Answer = "answer", Hold = "hold", Resolve = "resolve", Note = "note", Take = "take", HandOver = "hand-over", Resume = "resume",
        Extend = "extend", Move = "move", Prioritize = "prioritize", Duplicate = "close-duplicate", Reopen = "reopen", Complain = "complain";

    /// <summary>What there is to choose from, or nothing.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>What is chosen beforehand, or an empty text.</summary>
    public string Chosen { get; init; } = "";
}

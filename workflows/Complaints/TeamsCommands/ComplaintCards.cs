using MemberServices.Cases;
using MemberServices.Complaints.Viewing;
using MemberServices.Pages;
using MemberServices.Teams;

namespace MemberServices.Complaints.TeamsCommands;

/// <summary>Complaints on cards.</summary>
public sealed class ComplaintCards(StaffLinks links, LocalTimes times, TimeProvider clock)
{
    const int MostNextSteps = 3;

    /// <summary>A complaint in short: whose it is, who owns it, what is due until when, what comes next.</summary>
    /// <param name="record">Its log.</param>
    /// <param name="title">What the card says first; null: what it is about.</param>
    /// <param name="about">What was done, or why not; null: nothing.</param>
    /// <param name="tone">What the heading is like.</param>
    public Card Of(ComplaintRecord record, string? title = null, string? about = null, CardTone tone = CardTone.Default)
    {
        var view = ComplaintViews.Of(record, clock.GetUtcNow());
        var isLate = record.State.Passed.Contains(ComplaintTimer.OverdueOf(view.Episode)) && view.LetterAt is null && view.End is null;
        return new Card(title ?? $"{view.Id}: {record.Opened.Category.Name}")
        {
            Tone = tone == CardTone.Default && isLate ? CardTone.Attention : tone,
            Parts =
            [
                .. about is null ? (IReadOnlyList<CardPart>)[] : [new CardText(about)],
                new CardFacts(
                    new CardFact("Complaint", $"{view.Id}"),
                    new CardFact("About", record.Opened.Category.Name),
                    new CardFact("Complainant", view.Request.FullName),
                    new CardFact("Owner", view.End is null ? view.Owner?.Person.Name ?? "nobody" : ""),
                    new CardFact("State", view.Phase switch
                    {
                        ComplaintPhase.Investigating => "being looked into",
                        ComplaintPhase.Agreeing => "waits for a second person",
                        ComplaintPhase.Calling => "letter sent, call to come",
                        ComplaintPhase.Asked => "asked by mail",
                        _ => "closed",
                    }),
                    new CardFact("Next word", view.Phase is ComplaintPhase.Investigating or ComplaintPhase.Agreeing && view.NextWordAt is { } word ? times.Short(word) : ""),
                    new CardFact("Letter due", view is { LetterAt: null, End: null } ? times.Short(view.LetterDueAt) : ""),
                    new CardFact("Call", view.Call is { } call ? times.Short(call.From) : ""),
                    new CardFact("Tries", view.Attempts > 0 ? FormattableString.Invariant($"{view.Attempts} of {record.Opened.Policy.Attempts}") : ""),
                    new CardFact("Ended", view.End is { } end ? EnumNames<ComplaintEnd>.Of(end).Replace('-', ' ') : "")),
                .. view.Next.Count == 0 ? (IReadOnlyList<CardPart>)[] : [new CardText("If nobody acts") { IsHeading = true }],
                .. view.Next.Take(MostNextSteps).Select(step => new CardText($"{times.Short(step.At)}: {step.What}")),
            ],
            Links = [links.Case($"{view.Id}")],
        };
    }
}

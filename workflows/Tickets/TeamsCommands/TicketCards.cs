using MemberServices.Cases;
using MemberServices.Pages;
using MemberServices.Teams;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tickets.TeamsCommands;

/// <summary>Tickets on cards.</summary>
public sealed class TicketCards(TicketViews views, StaffLinks links, LocalTimes times, TimeProvider clock)
{
    const int MostNextSteps = 3;

    /// <summary>A ticket in short: whose it is, who has it, what is promised until when, what comes next.</summary>
    /// <param name="record">Its log.</param>
    /// <param name="title">What the card says first; null: what it is about.</param>
    /// <param name="about">What was done, or why not; null: nothing.</param>
    /// <param name="tone">What the heading is like.</param>
    public Card Of(TicketRecord record, string? title = null, string? about = null, CardTone tone = CardTone.Default)
    {
        var (view, state) = (views.Of(record, clock.GetUtcNow()), record.State);
        var late = TicketPromises.LateSince(record, state);
        return new Card(title ?? $"{view.Id}: {view.Request.Subject}")
        {
            Tone = tone == CardTone.Default && late is not null ? CardTone.Attention : tone,
            Parts =
            [
                .. about is null ? (IReadOnlyList<CardPart>)[] : [new CardText(about)],
                new CardFacts(
                    new CardFact("Ticket", $"{view.Id}"),
                    new CardFact("Subject", view.Request.Subject),
                    new CardFact("Customer", view.Request.FullName),
                    new CardFact("Level", view.LevelName),
                    new CardFact("Priority", EnumNames<Priority>.Of(view.Priority)),
                    new CardFact("Has it", view.Phase == TicketPhase.Closed ? "" : view.Person?.Name ?? "nobody"),
                    new CardFact("State", view.Phase == TicketPhase.Waiting ? "waiting for the customer" : EnumNames<TicketPhase>.Of(view.Phase)),
                    new CardFact("Next promise", view.NextPromise is { } due ? times.Short(due) : ""),
                    new CardFact("Late since", late is { } since ? times.Short(since) : ""),
                    new CardFact("Ended", view.End is { } end ? EnumNames<TicketEnd>.Of(end).Replace('-', ' ') : "")),
                .. view.Next.Count == 0 ? (IReadOnlyList<CardPart>)[] : [new CardText("If nobody acts") { IsHeading = true }],
                .. view.Next.Take(MostNextSteps).Select(step => new CardText($"{times.Short(step.At)}: {step.What}")),
            ],
            Links = [links.Case($"{view.Id}")],
        };
    }
}

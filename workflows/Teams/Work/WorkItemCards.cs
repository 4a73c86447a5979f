using System.Globalization;
using System.Text.RegularExpressions;
using MemberServices.Pages;
using MemberServices.WorkItems;

namespace MemberServices.Teams;

/// <summary>Work items on cards.</summary>
sealed partial class WorkItemCards(StaffLinks links, TeamsChannels channels, LocalTimes times)
{
    /// <summary>What became of an item that somebody did something with.</summary>
    /// <param name="answer">Done, or refused.</param>
    /// <param name="done">The title when it was done.</param>
    public CommandAnswer Of(WorkItemAnswer answer, string done) => answer switch
    {
        { Record: null } => CommandAnswer.Wrong(new Fields.FieldError(WorkItemField.Name, answer.Detail!)),
        { Refusal: null, Record.Item: var item } => CommandAnswer.Of(new Card(done) { Tone = CardTone.Good, Parts = [new CardText(item.Title), Facts(item)], Links = LinksOf(item) }),
        { Record.Item: var item } => CommandAnswer.Of(new Card("It stays as it is")
        {
            Tone = CardTone.Attention,
            Parts = [new CardText(Readable(answer.Detail!)), new CardText(item.Title) { IsHeading = true }, Facts(item)],
            Links = LinksOf(item),
        }),
    };

    public CardFacts Facts(WorkItem item) => new(
        new CardFact("Due", times.Short(item.Due)),
        new CardFact(item.IsLive ? "Has it" : "Was", item.Owner?.Name ?? channels.NameOf(item.Role)),
        new CardFact("State", item.State switch { WorkItemState.HandedOver => "handed over, not taken yet", var state => WorkItemNames<WorkItemState>.Of(state) }),
        new CardFact("Came of it", item.ClosedBecause ?? ""),
        new CardFact("Item", item.Id));

    /// <summary>With the organization's times.</summary>
    string Readable(string detail) => Instant().Replace(
        detail, match => DateTimeOffset.TryParse(match.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? times.Short(at) : match.Value);

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")]
    private static partial Regex Instant();

    public IReadOnlyList<CardLink> LinksOf(WorkItem item) => item.Case is { } number ? [links.Case(number)] : [links.Work];
}

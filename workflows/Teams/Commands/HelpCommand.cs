using MemberServices.Fields;

namespace MemberServices.Teams;

/// <summary>Which commands there are, each with an example.</summary>
static class HelpCommand
{
    public static CommandUsage Usage { get; } = new("help", "shows what can be typed here", "help COMMAND", "help enroll") { Rest = "command" };

    /// <summary>All of them, or the one that is named.</summary>
    public static Card Answer(IReadOnlyList<CommandUsage> all, string rest) =>
        all.FirstOrDefault(usage => CommandLine.Begins(rest, usage.Name, out var more) && more.Length == 0) is { } named
            ? new Card($"{named.Name}: {named.Summary}") { Parts = HowTo(named) }
            : new Card("What you can type here")
            {
                Parts =
                [
                    new CardText("After the mention of this webhook. What you do is recorded with your name. Nothing is done by opening a link."),
                    .. all.SelectMany(usage => (CardPart[])[new CardText($"{usage.Name}: {usage.Summary}"), new CardText(usage.Example) { IsQuiet = true }]),
                ],
            };

    /// <summary>What was wrong, and how it is typed.</summary>
    public static Card Wrong(CommandUsage usage, IReadOnlyList<FieldError> errors) => new("This can’t be done yet")
    {
        Tone = CardTone.Attention,
        Parts =
        [
            new CardText(string.Join("\n", errors.Select(error => $"{usage.LabelOf(error.Field)}: {error.Message}"))),
            .. HowTo(usage),
        ],
    };

    static IReadOnlyList<CardPart> HowTo(CommandUsage usage) => [new CardFacts(new CardFact("Type", usage.Line), new CardFact("Example", usage.Example))];
}

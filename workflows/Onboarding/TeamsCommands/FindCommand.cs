using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Teams;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>Finds cases by what people know of them.</summary>
public sealed class FindCommand(CaseIndex index, StaffLinks links) : ITeamsCommand
{
    const string Field = "text";
    const int Most = 6;
    const int Shortest = 2;

    static readonly FieldRule Text = new("what you look for", FieldRules.LongestName, "Write a name, an address, a license or a number.")
    {
        Problem = text => text.Length >= Shortest ? null : $"Write at least {Shortest} characters.",
    };

    public CommandUsage Usage { get; } = new("find", "finds cases by name, address, license or number", "find TEXT", "find jane doe") { Rest = Field };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var text = call.Fields.Text(Field, Text);
        if (call.Fields.Errors.Count > 0)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }

        var page = await index.PageAsync(CaseQuery.Text(text, entry => entry.Name.Length > 0), Most, cancellationToken: cancellationToken);
        var (found, hasMore) = (page?.Cases ?? [], page?.After is not null);
        return CommandAnswer.Of(found.Count == 0
            ? new Card("Nothing is found")
            {
                Parts = [new CardText("Try the beginning of the name or of the address, or the license without its state. What has just come in is found within seconds.")],
            }
            : new Card(hasMore ? $"The first {found.Count}" : found.Count == 1 ? "One case" : $"{found.Count} cases")
            {
                Parts =
                [
                    .. found.SelectMany(Lines),
                    .. hasMore ? (IReadOnlyList<CardPart>)[new CardText("There are more: write more of the name, or look on the staff page.") { IsQuiet = true }] : [],
                ],
                Links = [.. found.Select(entry => links.Case($"{entry.Id}"))],
            });
    }

    static IEnumerable<CardPart> Lines(CaseIndexEntry entry) =>
    [
        new CardText($"{entry.Id}: {entry.Name}") { IsHeading = true },
        new CardText(entry.End is { } end ? $"Ended: {end}" : entry.WaitsFor is { } wait ? $"Waits for {wait.Who}, to {ThirdPerson.Of(wait.What, entry.Name)}" : "Under way"),
    ];
}

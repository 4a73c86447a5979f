using MemberServices.WorkItems;

namespace MemberServices.Teams;

/// <summary>What somebody has to do, and what their roles have that nobody has taken.</summary>
sealed class WorkCommand(WorkItemTable table, WorkItemCards cards, StaffLinks links) : ITeamsCommand
{
    const int Most = 8;

    public CommandUsage Usage { get; } = new("work", "lists what you and your roles have to do, by due time", "work", "work");

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Fields.Errors.Count > 0)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }

        var person = call.Person;
        IReadOnlyList<WorkItemQuery> queries = [new(Owner: person.Person.Email), .. person.Roles.Select(role => new WorkItemQuery(role.Id, State: WorkItemState.Open))];
        var pages = await Task.WhenAll(queries.Select(query => table.PageAsync(query, Most + 1, null, cancellationToken)));
        var items = pages.SelectMany(page => page?.Rows ?? []).DistinctBy(item => item.Id).OrderBy(item => item.Due).ThenBy(item => item.Id, StringComparer.Ordinal).ToList();
        return CommandAnswer.Of(items.Count == 0
            ? new Card("Nothing waits for you") { Tone = CardTone.Good, Parts = [new CardText("Neither you nor your roles have anything to do now.")], Links = [links.Work] }
            : new Card(items.Count > Most ? $"The most urgent {Most}" : items.Count == 1 ? "One thing to do" : $"{items.Count} things to do")
            {
                Parts = [.. items.Take(Most).SelectMany(item => (IReadOnlyList<CardPart>)[new CardText(item.Title) { IsHeading = true }, cards.Facts(item)])],
                Links = [links.Work],
            });
    }
}

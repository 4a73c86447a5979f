using MemberServices.Fields;
using MemberServices.WorkItems;

namespace MemberServices.Teams;

sealed class DoneCommand(WorkItemActs acts, WorkItemField items, WorkItemCards cards) : ITeamsCommand
{
    const string Outcome = "outcome";

    static readonly FieldRule Rule = FieldRules.Reason("the outcome", "Say what came of it. Only staff read it.");

    public CommandUsage Usage { get; } = new("done", "says that a work item is done", "done ITEM OUTCOME", "done EN-7KQ2MX Bob approves today")
    {
        Words = [WorkItemField.Name],
        Rest = Outcome,
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (item, outcome) = (await items.ReadAsync(call.Fields, cancellationToken), call.Fields.Text(Outcome, Rule));
        return item is not null && call.Fields.Errors.Count == 0
            ? cards.Of(await acts.DoneAsync(item.Id, call.ActorOfWork, outcome, cancellationToken), "It is done")
            : CommandAnswer.Wrong(call.Fields.Errors);
    }
}

using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.WorkItems;

namespace MemberServices.Teams;

sealed class HandOverCommand(WorkItemActs acts, WorkItemField items, WorkItemCards cards, StaffPeople people) : ITeamsCommand
{
    const string To = "to", Reason = "reason";

    static readonly FieldRule Rule = FieldRules.Reason("the reason", "Say why. Only staff read it.");

    public CommandUsage Usage { get; } = new(
        "hand over", "gives a work item to a role or a person", "hand over ITEM ROLE-OR-ADDRESS REASON (or ITEM to: NAME; reason: REASON)", "hand over EN-7KQ2MX level-2 Needs somebody who knows the MLS system")
    {
        Words = [WorkItemField.Name, To],
        Rest = Reason,
        Labels = [new(To, To), new(Reason, Reason)],
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var item = await items.ReadAsync(call.Fields, cancellationToken);
        var target = await people.ReadTargetAsync(call.Fields, To, item?.Role);
        var reason = call.Fields.Text(Reason, Rule);
        return item is null || target is null || call.Fields.Errors.Count > 0
            ? CommandAnswer.Wrong(call.Fields.Errors)
            : cards.Of(await acts.HandOverAsync(item.Id, call.ActorOfWork, target, reason, cancellationToken), $"{target.Person?.Name ?? people.NameOf(target.Role)} has it now");
    }
}

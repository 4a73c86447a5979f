using MemberServices.WorkItems;

namespace MemberServices.Teams;

sealed class TakeCommand(WorkItemActs acts, WorkItemField items, WorkItemCards cards) : ITeamsCommand
{
    public CommandUsage Usage { get; } = new("take", "takes a work item of your role", "take ITEM (or its case’s number)", "take EN-7KQ2MX") { Words = [WorkItemField.Name] };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        await items.ReadAsync(call.Fields, cancellationToken) is { } item && call.Fields.Errors.Count == 0
            ? cards.Of(await acts.TakeAsync(item.Id, call.ActorOfWork, cancellationToken), "You have it")
            : CommandAnswer.Wrong(call.Fields.Errors);
}

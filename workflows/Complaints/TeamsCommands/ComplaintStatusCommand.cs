using MemberServices.Teams;

namespace MemberServices.Complaints.TeamsCommands;

/// <summary>A complaint in short.</summary>
public sealed class ComplaintStatusCommand(ComplaintNumber number, ComplaintCards cards) : ITeamsCommand
{
    public CommandUsage Usage { get; } = new("complaint status", "says where a complaint is", "complaint status NUMBER", "complaint status CP-7KQ2MX") { Rest = ComplaintNumber.Field };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        await number.ReadAsync(call, cancellationToken) is { } record && call.Fields.Errors.Count == 0 ? CommandAnswer.Of(cards.Of(record)) : CommandAnswer.Wrong(call.Fields.Errors);
}

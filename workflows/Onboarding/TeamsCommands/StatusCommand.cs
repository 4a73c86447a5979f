using MemberServices.Teams;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>A case's story in short.</summary>
public sealed class StatusCommand(EnrollmentService enrollments, EnrollmentCards cards) : ITeamsCommand
{
    public CommandUsage Usage { get; } = new("status", "says where a case is", "status NUMBER", "status EN-7KQ2MX") { Rest = CaseNumber.Field };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var id = CaseNumber.Read(call.Fields);
        return id is not { } number || call.Fields.Errors.Count > 0 ? CommandAnswer.Wrong(call.Fields.Errors)
            : await enrollments.FindAsync(number, cancellationToken) is { } view ? CommandAnswer.Of(cards.Of(view))
            : CommandAnswer.Wrong(CaseNumber.Unknown(number));
    }
}

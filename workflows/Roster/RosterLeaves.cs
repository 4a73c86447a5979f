using System.Globalization;
using MemberServices.Cases;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Policies;

namespace MemberServices.Roster;

/// <summary>
/// What follows when somebody leaves the roster: a line on their timeline and, if an enrollment gave them access, work for
/// staff, since their access isn't touched by it. When they are back before it is done, there is nothing to do.
/// </summary>
public sealed class RosterLeaves(EventPublisher events, CaseWorkItems work)
{
    /// <summary>The event: <c>member.left</c>.</summary>
    public const string LeftEvent = "member.left";

    /// <param name="change">What became of a record.</param>
    /// <param name="version">Which record it was.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="cancellationToken">Gives up; the same record again completes it.</param>
    public async Task TellAsync(RosterChange change, RecordVersion version, string source, CancellationToken cancellationToken)
    {
        if (change is not { State: RosterState.Recorded or RosterState.Repeated, Member: { } member, Left: { } left })
        {
            return;
        }
        var kind = $"{RosterLeave.WorkKind}{left.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}";
        CaseId? @case = CaseId.TryParse(left.EnrollmentCaseId, out var id) ? id : null;
        if (!member.IsActive && left.At == version.At)
        {
            await events.PublishAsync(
                new DomainEvent(
                    LeftEvent, DeterministicId.From("member", member.MemberKey, kind), left.At, member.MemberKey, @case?.ToString(), source, "message",
                    @case is null ? "Left the roster" : "Left the roster; their access stays until staff take it back"),
                cancellationToken);
            if (@case is { } still)
            {
                await work.OpenAsync(
                    still, step: 0, kind, StaffRoles.Level1,
                    $"Take back the access of {member.MemberFullName} ({member.MemberKey}), who left the roster: revoke {still}", member.MemberKey);
            }
        }
        else if (member.IsActive && @case is { } former)
        {
            await work.CloseAsync(former, step: 0, kind, StaffRoles.Level1, "They are on the roster again");
        }
    }
}

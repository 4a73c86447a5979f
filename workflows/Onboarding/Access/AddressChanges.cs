using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Directory;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Correcting;
using MemberServices.Policies;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Access;

/// <summary>
/// Gives the present address what a former one has. Who corrects an address after access was granted doesn't wait for the directory: a
/// command of the app's own follows.
/// </summary>
public sealed class AddressChanges(CommandQueue queue, EnrollmentCases cases, DirectoryProvisioner provisioner, CaseWorkItems work)
{
    public const string Changed = "access.address-changed";

    /// <summary>Has access follow a corrected address.</summary>
    /// <param name="record">The case.</param>
    /// <param name="number">The correction's.</param>
    public Task FollowAsync(EnrollmentRecord record, int number) =>
        queue.SendAsync(Changed, DeterministicId.From(record.Id, Changed, number), new { caseId = record.Id });

    /// <summary>Grants access to the present address, and takes it from those that an applicant had before.</summary>
    public async Task GrantAsync(EnrollmentRecord record)
    {
        var applicant = record.Applicant;
        await provisioner.GrantAsync($"{record.Id}", applicant.MemberEmail, applicant.MemberFullName, record.SuspendedFor);
        foreach (var former in record.Emails.SkipLast(1))
        {
            await provisioner.RevokeAsync($"{record.Id}", former);
        }
    }

    /// <summary>What suspended access, or restored it, while the address was changed may have been done for the former one alone.</summary>
    async Task SuspendAsync(EnrollmentRecord before, EnrollmentRecord now)
    {
        var (holder, applicant) = ($"{now.Id}", before.Applicant);
        foreach (var reason in now.SuspendedFor)
        {
            await provisioner.SuspendAsync(holder, applicant.MemberEmail, reason);
        }
        foreach (var reason in before.SuspendedFor.Except(now.SuspendedFor))
        {
            await provisioner.RestoreAsync(holder, applicant.MemberEmail, applicant.MemberFullName, reason);
        }
    }

    /// <summary>Carries it out. What ended meanwhile keeps nothing.</summary>
    /// <exception cref="NotYetException">The directory is busy, or away.</exception>
    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var number = command.Data.ValueKind == JsonValueKind.Object ? new FieldReader(command.Data).Text("caseId", new FieldRule("caseId", 40, null)) : "";
        if (!CaseId.TryParse(number, out var id) || await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return [new MessageError("data.caseId", "must be an enrollment that there is")];
        }
        if (record.State.End is not (null or EnrollmentEnd.Completed))
        {
            return [];
        }
        try
        {
            await GrantAsync(record);
            await SuspendAsync(record, await cases.GetAsync(id, cancellationToken));
        }
        catch (TransientDirectoryException e)
        {
            throw new NotYetException(e.Message);
        }
        catch (DirectoryRejectedException)
        {
            await work.OpenAsync(
                id, step: 0, "address-access", StaffRoles.Level1,
                $"Give the new email address of {record.Applicant.MemberFullName} ({record.Applicant.MemberKey}) access by hand: the directory doesn't let us", record.Applicant.MemberKey);
        }
        return [];
    }
}

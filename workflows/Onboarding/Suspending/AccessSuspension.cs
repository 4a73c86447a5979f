using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Directory;
using MemberServices.Members;
using MemberServices.Onboarding.Access;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Provisioning;
using MemberServices.Policies;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding.Suspending;

/// <summary>
/// Suspends the access that a case granted, and restores it: at the directory, at the systems in which the member was set up, and as the
/// member's row says it. Access is suspended while one reason is left, whosever it is. A repeat changes nothing.
/// </summary>
public sealed partial class AccessSuspension(
    DirectoryProvisioner provisioner, ProvisioningTargets targets, MemberTable members, CaseWorkItems work, ILogger<AccessSuspension> logger)
{
    /// <summary>Business days for which a directory that is away is tried again before staff are asked.</summary>
    const int StaffDays = 1;

    /// <summary>Brings a case's access to where its reasons want it.</summary>
    /// <param name="record">The case.</param>
    /// <param name="step">The step whose work this is.</param>
    /// <param name="wanted">What is suspended and why.</param>
    /// <param name="at">When this try began.</param>
    /// <returns>When to look again; null when it is so, or staff do by hand what is left.</returns>
    public async Task<DateTimeOffset?> ApplyAsync(EnrollmentRecord record, int step, SuspensionReasons wanted, DateTimeOffset at)
    {
        var directory = await ApplyToDirectoryAsync(record, step, wanted, at);
        var isSuspended = wanted.Standing.Count > 0;
        record = isSuspended ? await targets.SuspendAsync(record, step) : await targets.RestoreAsync(record, step);
        // A member who waits for their access is looked after when the step is over, too.
        var systems = await targets.FollowUpAsync(
            record, isSuspended ? ProvisioningTargets.Suspended : ProvisioningTargets.Restored, isSuspended ? step : 0, at);
        return directory < systems || systems is null ? directory : systems;
    }

    async Task<DateTimeOffset?> ApplyToDirectoryAsync(EnrollmentRecord record, int step, SuspensionReasons wanted, DateTimeOffset at)
    {
        var kind = $"suspension.{wanted.Number}";
        var (person, calendar) = ($"{record.Applicant.MemberFullName} ({record.Applicant.MemberKey})", record.ReadCalendar());
        var what = wanted.Standing.Count > 0 ? "Suspend" : "Restore";
        try
        {
            if (!await TryAsync(record, wanted))
            {
                await work.OpenAsync(
                    record.Id, step, kind, StaffRoles.Level1, $"{what} access by hand: it was set up by hand, for {person}", record.Applicant.MemberKey);
                return null;
            }
            await work.CloseAsync(record.Id, step, kind, StaffRoles.Level1, wanted.Standing.Count > 0 ? "The access is suspended" : "The access is restored");
            return null;
        }
        catch (Exception e) when (e is TransientDirectoryException or DirectoryRejectedException)
        {
            var staffAt = calendar.DeadlineAfter(wanted.Since, StaffDays);
            var move = AccessRetry.After(
                e is TransientDirectoryException busy ? new AccessResult(AccessState.Busy, busy.RetryAfter) : new AccessResult(AccessState.Refused),
                AttemptAt(at, wanted.Since), at, staffAt, calendar);
            if (move.AskStaff)
            {
                Log.Refused(logger, record.Id, what, e.Message);
                await work.OpenAsync(
                    record.Id, step, kind, StaffRoles.Level1, $"{what} access by hand: the directory doesn't let us for {person}", record.Applicant.MemberKey);
            }
            else
            {
                Log.Busy(logger, record.Id, what, e.Message);
            }
            // Nobody tells us when staff have let us: we look once a business day.
            return move.TryAt ?? calendar.DeadlineAfter(at, 1);
        }
    }

    /// <summary>False when the access isn't ours to suspend.</summary>
    async Task<bool> TryAsync(EnrollmentRecord record, SuspensionReasons wanted)
    {
        var (applicant, isOurs) = (record.Applicant, false);
        foreach (var reason in wanted.Standing)
        {
            await members.SuspendAsync(applicant.MemberKey, reason);
        }
        foreach (var reason in wanted.Gone)
        {
            await members.RestoreAsync(applicant.MemberKey, reason);
        }
        // An address that was corrected may be the one that has access.
        foreach (var email in record.Emails)
        {
            foreach (var reason in wanted.Standing)
            {
                isOurs |= await provisioner.SuspendAsync(record.Id.ToString(), email, reason);
            }
            foreach (var reason in wanted.Gone)
            {
                isOurs |= await provisioner.RestoreAsync(record.Id.ToString(), email, applicant.MemberFullName, reason);
            }
        }
        return isOurs;
    }

    /// <summary>Which try it would be if the pauses had doubled since then.</summary>
    static int AttemptAt(DateTimeOffset at, DateTimeOffset since) =>
        1 + (int)Math.Log2(1 + Math.Max(0, (at - since) / AccessRetry.FirstPause));

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Enrollment {Id}: {What} access: {Fault} It is tried again.")]
        public static partial void Busy(ILogger logger, CaseId id, string what, string fault);

        [LoggerMessage(2, LogLevel.Error, "Enrollment {Id}: {What} access: {Fault} Staff must look.")]
        public static partial void Refused(ILogger logger, CaseId id, string what, string fault);
    }
}

/// <param name="Standing">The reasons for which access is to be suspended: ids that no other case has.</param>
/// <param name="Gone">Those for which it was.</param>
/// <param name="Number">Of the change that made it so: the same for a repeat.</param>
/// <param name="Since">When that was.</param>
public sealed record SuspensionReasons(IReadOnlyList<string> Standing, IReadOnlyList<string> Gone, int Number, DateTimeOffset Since);

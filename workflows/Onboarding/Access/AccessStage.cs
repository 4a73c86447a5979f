using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Directory;
using MemberServices.Members;
using MemberServices.Onboarding.Correcting;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding.Access;

/// <summary>The directory lets the applicant in. What it answers decides whether it is tried again.</summary>
public sealed partial class AccessStage(
    EnrollmentCases cases, DirectoryProvisioner provisioner, AddressChanges addresses, MemberTable members, EnrollmentNotifier notifier, EnrollmentMails mails, CaseWorkItems work,
    TimeProvider clock, ILogger<AccessStage> logger) : IEnrollmentStage
{
    const string Granted = "granted";
    const string GiveUp = "give-up";
    const string Retry = "retry";
    const string Skip = "skip";
    const string Directory = "the directory doesn't let us";

    /// <summary>The id in rows and JSON.</summary>
    public const string StageId = "access";

    public string Id => StageId;

    public string Name => "Access";

    public bool Grants => true;

    public IReadOnlyDictionary<string, StageIntervention> Interventions => new Dictionary<string, StageIntervention>
    {
        // Tries again at once.
        [Retry] = (_, wanted) => Task.FromResult(
            InterventionRuling.Of(new EnrollmentOutcome(Retry, StepMove.Again, Why: wanted.Why, ToMember: wanted.ToMember))),
        // Staff have set it up by hand.
        [Skip] = async (record, wanted) => await OtherMemberAsync(record) is { } other
            ? InterventionRuling.Misfits($"The license belongs to the active member {other.MemberKey}: withdraw the enrollment, or end that membership.")
            : InterventionRuling.Of(new EnrollmentOutcome(Skip, StepMove.Next, Why: wanted.Why, ToMember: wanted.ToMember)),
    };

    public string Next(EnrollmentRecord record) => "we set up your access";

    public void Check(EscalationPolicy days, PolicyCheck check)
    {
        check.At("reminderDays").Must(days.ReminderDays.Count == 0, "must be empty: nobody is asked, so nobody is reminded");
        check.At("staffDays").Must(days.StaffDays is not null, "must be there: staff look when the directory doesn't let us");
        check.At("lastNoticeDays").Must(days.LastNoticeDays is null, "must be left out: nobody can answer");
    }

    public Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at) => Task.FromResult(
        new CaseStep(number, Id, null, at, EscalationSchedule.Create(record.Opened.DaysOf(Id), record.ReadCalendar(), at)));

    public Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step) => Task.FromResult(step.AskedAt);

    public async Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due)
    {
        var result = await TryAsync(record.Id, () => GrantAsync(record));
        if (result.State == AccessState.Done || due.At >= step.Until)
        {
            var outcome = result.State == AccessState.Done
                ? new EnrollmentOutcome(Granted, StepMove.Next)
                : new EnrollmentOutcome(GiveUp, StepMove.End, EnrollmentEnd.Failed);
            await cases.AddOutcomeAsync(record.Id, new EnrollmentStepOutcome(step.Number, outcome, Actor.Timer, Channel.System, clock.GetUtcNow()));
            return null;
        }
        var move = AccessRetry.After(result, due.Number, due.At, StaffAt(step.Deadlines), record.ReadCalendar());
        if (move.AskStaff)
        {
            await OpenWorkAsync(record, step.Number, "access", $"Set up access: {result.Why ?? Directory} for");
            await notifier.ReportAsync(record, "access.failed", step.Number, due.At, "Access to the directory couldn't be granted yet: staff look into it");
        }
        return move.TryAt is { } at && at < step.Until ? at : step.Until;
    }

    /// <summary>Takes back what was granted. When the directory doesn't let us for too long, staff do it by hand.</summary>
    public async Task<DateTimeOffset?> UndoAsync(EnrollmentRecord record, CaseUndo undo)
    {
        var result = await TryAsync(record.Id, () => RevokeAsync(record));
        var calendar = record.ReadCalendar();
        var deadlines = EscalationSchedule.Create(record.Opened.DaysOf(Id), calendar, undo.Since);
        var until = deadlines[^1].At;
        if (result.State == AccessState.Done || undo.At >= until)
        {
            return null;
        }
        var move = AccessRetry.After(result, undo.Number, undo.At, StaffAt(deadlines), calendar);
        if (move.AskStaff)
        {
            await OpenWorkAsync(record, step: 0, "revocation", $"Take back access by hand: {Directory} for");
        }
        // Nobody tells us when staff have done it: we look once a business day.
        var again = move.TryAt ?? calendar.DeadlineAfter(undo.At, 1);
        return again < until ? again : until;
    }

    /// <summary>A new address gets what the former was to get, or has.</summary>
    public async Task<EnrollmentOutcome?> CorrectedAsync(EnrollmentRecord record, CorrectionMade made)
    {
        if (made.What.MemberEmail is null || record.State.End is not null)
        {
            return null;
        }
        if (record.State.Stage == Id)
        {
            return new EnrollmentOutcome(Retry, StepMove.Again, Why: "The email address was corrected");
        }
        await addresses.FollowAsync(record, made.Number);
        return null;
    }

    public string Responsible(EnrollmentRecord record) => StageWait.Staff;

    public StageWait WaitsFor(CaseStep? step) => new(StageWait.Staff, "set up access");

    public string Describe(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Staff => "Member services look into it",
        DeadlineKind.End => "The enrollment fails",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    };

    public OutcomeDescription Describe(EnrollmentStepOutcome outcome) => outcome.What.Kind switch
    {
        Granted => new("access.granted", "Access to the directory granted") { ForMembers = "Your access was set up" },
        GiveUp => new("access.abandoned", "Access couldn't be granted in time", mails.Unfinished)
        {
            ForMembers = "Your access could not be set up in time",
        },
        Retry => new("access.retried", $"Tried again by {outcome.By.Name}: {outcome.What.Why}")
        {
            ForMembers = $"Tried again{EnrollmentViews.ByForMembers(outcome.By)}",
        },
        Skip => new("access.skipped", $"Set up by hand, by {outcome.By.Name}: {outcome.What.Why}") { ForMembers = "Your access was set up" },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Kind, "No outcome of access."),
    };

    async Task<AccessResult> GrantAsync(EnrollmentRecord record)
    {
        if (await OtherMemberAsync(record) is { } member)
        {
            return new AccessResult(AccessState.Refused, Why: $"the license belongs to the active member {member.MemberKey}");
        }
        await addresses.GrantAsync(record);
        return new AccessResult(AccessState.Done);
    }

    /// <summary>The active member who has the license and whom this enrollment isn't for; null: nobody.</summary>
    async Task<Member?> OtherMemberAsync(EnrollmentRecord record) =>
        await members.FindByLicenseAsync(record.Applicant.License!) is { } member && !member.IsOf(Holder(record), record.Applicant.MemberKey, record.Applicant.MemberEmail)
            ? member
            : null;

    async Task<AccessResult> RevokeAsync(EnrollmentRecord record)
    {
        DateTimeOffset? revokedAt = null;
        foreach (var email in record.Emails)
        {
            revokedAt = await provisioner.RevokeAsync(Holder(record), email) ?? revokedAt;
        }
        if (revokedAt is { } at)
        {
            await notifier.ReportAsync(record, "access.revoked", step: 0, at, "Access to the directory revoked");
        }
        return new AccessResult(AccessState.Done);
    }

    async Task<AccessResult> TryAsync(CaseId id, Func<Task<AccessResult>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (TransientDirectoryException e)
        {
            Log.Busy(logger, id, e.Message);
            return new AccessResult(AccessState.Busy, e.RetryAfter);
        }
        catch (DirectoryRejectedException e)
        {
            Log.Refused(logger, id, e.Message);
            return new AccessResult(AccessState.Refused);
        }
    }

    Task OpenWorkAsync(EnrollmentRecord record, int step, string kind, string what) => work.OpenAsync(
        record.Id, step, kind, StaffRoles.Level1, $"{what} {record.Applicant.MemberFullName} ({record.Applicant.MemberKey})", record.Applicant.MemberKey);

    static DateTimeOffset StaffAt(IReadOnlyList<Deadline> deadlines) => deadlines.First(d => d.Kind == DeadlineKind.Staff).At;

    static string Holder(EnrollmentRecord record) => record.Id.ToString();

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Enrollment {Id}: {What} It is tried again.")]
        public static partial void Busy(ILogger logger, CaseId id, string what);

        [LoggerMessage(2, LogLevel.Error, "Enrollment {Id}: {What} Staff must look.")]
        public static partial void Refused(ILogger logger, CaseId id, string what);
    }
}

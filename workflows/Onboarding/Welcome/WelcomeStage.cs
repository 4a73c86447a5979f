using MemberServices.Cases;
using MemberServices.Directory;
using MemberServices.Members;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Provisioning;
using MemberServices.Policies;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding.Welcome;

/// <summary>
/// The applicant becomes an active member, and is told all that they need to begin. Nobody is asked: it closes itself, unless
/// another active member has the license.
/// </summary>
public sealed partial class WelcomeStage(
    EnrollmentCases cases, MemberTable members, DirectoryProvisioner provisioner, EnrollmentNotifier notifier, WelcomeMails mails, EnrollmentMails common,
    CaseWorkItems work, Lazy<EnrollmentStages> stages, TimeProvider clock, ILogger<WelcomeStage> logger) : IEnrollmentStage
{
    const string Welcomed = "welcome";
    const string GiveUp = "give-up";
    const string Retry = "retry";

    /// <summary>How long somebody who looks at a page waits for the directory.</summary>
    static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    public string Id => "welcome";

    public string Name => "Welcome";

    public bool Grants => true;

    public bool MakesMember => true;

    public IReadOnlyDictionary<string, StageIntervention> Interventions { get; } = new Dictionary<string, StageIntervention>
    {
        // Tries again at once.
        [Retry] = (_, wanted) => Task.FromResult(
            InterventionRuling.Of(new EnrollmentOutcome(Retry, StepMove.Again, Why: wanted.Why, ToMember: wanted.ToMember))),
    };

    public string Next(EnrollmentRecord record) => "you become an active member";

    public void Check(EscalationPolicy days, PolicyCheck check)
    {
        check.At("reminderDays").Must(days.ReminderDays.Count == 0, "must be empty: nobody is asked, so nobody is reminded");
        check.At("staffDays").Must(days.StaffDays is null, "must be left out: staff are asked at once when the license is another member's");
        check.At("lastNoticeDays").Must(days.LastNoticeDays is null, "must be left out: nobody can answer");
    }

    public Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at) => Task.FromResult(
        new CaseStep(number, Id, null, at, EscalationSchedule.Create(record.Opened.DaysOf(Id), record.ReadCalendar(), at)));

    public Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step) => Task.FromResult(step.AskedAt);

    public async Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due)
    {
        var activation = await ActivateAsync(record);
        if (activation.HeldBy is { } other && due.At < step.Until)
        {
            await work.OpenAsync(
                record.Id, step.Number, "license", StaffRoles.Level1,
                $"Settle whose the license is: {other.MemberFullName} ({other.MemberKey}) is active with that of {record.Applicant.MemberFullName} ({record.Applicant.MemberKey})",
                record.Applicant.MemberKey);
            await notifier.ReportAsync(
                record, "activation.failed", step.Number, due.At, $"The license belongs to the active member {other.MemberKey}: staff look into it");
            return step.Until;
        }
        var outcome = activation.HeldBy is null
            ? new EnrollmentOutcome(Welcomed, StepMove.Next)
            : new EnrollmentOutcome(GiveUp, StepMove.End, EnrollmentEnd.Failed);
        await cases.AddOutcomeAsync(record.Id, new EnrollmentStepOutcome(step.Number, outcome, Actor.Timer, Channel.System, clock.GetUtcNow()));
        return null;
    }

    /// <summary>Tells the new member, and the topic.</summary>
    public async Task CloseAsync(EnrollmentRecord record, CaseStep? step, EnrollmentStepOutcome outcome)
    {
        if (outcome.What.Kind != Welcomed)
        {
            return;
        }
        var invitation = (await provisioner.FindAsync(Holder(record), record.Applicant.MemberEmail))?.RedeemAddress;
        await notifier.TellApplicantAsync(
            record, "enrollment.welcome", outcome.Step,
            email => mails.Welcome(email with { InvitationAddress = invitation, MemberMlsId = record.MemberMlsId, Next = stages.Value.After(record, Id)?.Next(record) }));
        await notifier.ReportAsync(
            record, "member.enrolled", outcome.Step, outcome.At, $"Enrolled with {record.Opened.OfficeName}",
            data: new { record.Applicant.OfficeKey, record.Applicant.MemberType, record.MemberMlsId, accessAt = outcome.At });
    }

    /// <summary>Who is a member already is told of under the name and the addresses that they have now.</summary>
    public async Task<EnrollmentOutcome?> CorrectedAsync(EnrollmentRecord record, CorrectionMade made)
    {
        var now = record.Applicant;
        await members.ChangeAsync(
            now.MemberKey,
            member => member.EnrollmentCaseId == Holder(record)
                ? member with { MemberFullName = now.MemberFullName, MemberEmail = now.MemberEmail, MemberPreferredPhone = now.MemberPreferredPhone }
                : member);
        return null;
    }

    /// <summary>The member isn't one any more.</summary>
    public async Task<DateTimeOffset?> UndoAsync(EnrollmentRecord record, CaseUndo undo)
    {
        if (await members.FindAsync(record.Applicant.MemberKey) is { IsActive: true } member && member.EnrollmentCaseId == Holder(record))
        {
            await members.DeactivateAsync(member.MemberKey, clock.GetUtcNow());
        }
        return null;
    }

    public string Responsible(EnrollmentRecord record) => StageWait.Staff;

    public StageWait WaitsFor(CaseStep? step) => new(StageWait.Staff, "make you a member");

    public string Describe(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.End => "The enrollment fails",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    };

    public OutcomeDescription Describe(EnrollmentStepOutcome outcome) => outcome.What.Kind switch
    {
        Welcomed => new("member.activated", "Became an active member") { ForMembers = "You became a member" },
        GiveUp => new("activation.abandoned", "The license was another active member's to the end", common.Unfinished)
        {
            ForMembers = "You could not become a member in time",
        },
        Retry => new("activation.retried", $"Tried again by {outcome.By.Name}: {outcome.What.Why}")
        {
            ForMembers = $"Tried again{EnrollmentViews.ByForMembers(outcome.By)}",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Kind, "No outcome of the welcome."),
    };

    /// <summary>What the member needs to sign in. A directory that is away, or slow, doesn't keep the page from coming.</summary>
    public async Task<MemberAccess?> FindAccessAsync(EnrollmentRecord record)
    {
        var email = record.Applicant.MemberEmail;
        if (!record.Outcomes.Any(o => o.What.Kind == Welcomed) || await provisioner.FindAsync(Holder(record), email) is not { } access)
        {
            return null;
        }
        return access.RedeemAddress is null
            ? new MemberAccess(email, null, IsPending: false, record.MemberMlsId)
            : new MemberAccess(email, access.RedeemAddress, await IsPendingAsync(record.Id, access), record.MemberMlsId);
    }

    async Task<bool?> IsPendingAsync(CaseId id, DirectoryAccess access)
    {
        try
        {
            return await provisioner.IsPendingAsync(access).WaitAsync(LongestLook, clock);
        }
        catch (Exception e) when (e is TransientDirectoryException or DirectoryRejectedException or TimeoutException)
        {
            Log.NotSeen(logger, id, e.Message);
            return null;
        }
    }

    Task<Activation> ActivateAsync(EnrollmentRecord record)
    {
        var applicant = record.Applicant;
        return members.ActivateAsync(new Member(
            applicant.MemberKey, record.MemberMlsId, applicant.MemberFullName, applicant.MemberEmail, applicant.MemberPreferredPhone, applicant.MemberStateLicense,
            applicant.MemberStateLicenseState, null, applicant.MemberType, applicant.OfficeKey, clock.GetUtcNow(), EnrollmentCaseId: Holder(record)));
    }

    static string Holder(EnrollmentRecord record) => record.Id.ToString();

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Enrollment {Id}: whether the invitation is accepted can't be seen. {What}")]
        public static partial void NotSeen(ILogger logger, CaseId id, string what);
    }
}

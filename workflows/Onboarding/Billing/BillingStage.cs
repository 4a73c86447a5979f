using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding.Billing;

/// <summary>Finance sets up the billing, in a system of its own: it is asked by an event and answers by message.</summary>
public sealed class BillingStage(EnrollmentCases cases, EnrollmentNotifier notifier, BillingMails mails, CaseWorkItems work) : IEnrollmentStage
{
    /// <summary>The id in rows and JSON.</summary>
    public const string StageId = "billing";

    /// <summary>What asks finance, and the system that it is.</summary>
    public const string Requested = "billing.setup.requested", Finance = "finance";

    static readonly StageWait Wait = new("Our finance team", "set up your billing");

    public string Id => StageId;

    public string Name => "Billing";

    public IReadOnlyDictionary<string, StageIntervention> Interventions { get; } = new Dictionary<string, StageIntervention>
    {
        // It was settled without a message.
        [BillingOutcomes.Clear] = (_, wanted) => Task.FromResult(
            InterventionRuling.Of(new EnrollmentOutcome(BillingOutcomes.Clear, StepMove.Next, Why: wanted.Why, ToMember: wanted.ToMember))),
        [BillingOutcomes.Resend] = (_, wanted) => Task.FromResult(
            InterventionRuling.Of(new EnrollmentOutcome(BillingOutcomes.Resend, StepMove.Again, Why: wanted.Why, ToMember: wanted.ToMember))),
    };

    public string Next(EnrollmentRecord record) => "our finance team sets up your billing";

    public Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at) => Task.FromResult(
        new CaseStep(number, Id, null, at, EscalationSchedule.Create(record.Opened.DaysOf(Id), record.ReadCalendar(), at)));

    public async Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step)
    {
        var (who, opened) = (record.Applicant, record.Opened);
        await notifier.ReportAsync(
            record, Requested, step.Number, step.AskedAt, "Finance asked to set up the billing",
            data: new
            {
                caseId = record.Id,
                step = step.Number,
                step.Until,
                who.MemberKey,
                who.MemberFullName,
                who.MemberEmail,
                who.MemberPreferredPhone,
                who.MemberType,
                who.OfficeKey,
                opened.OfficeName,
            },
            target: Finance);
        await notifier.TellApplicantAsync(record, "billing.requested", step.Number, email => mails.Requested(email with { Until = step.Until }));
        return step.Deadlines[0].At;
    }

    public async Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due)
    {
        foreach (var deadline in step.DueAt(due.Due))
        {
            await MeetAsync(record, step, deadline, due.At);
        }
        return step.NextAfter(due.Due);
    }

    public string Responsible(EnrollmentRecord record) => "Finance";

    public StageWait WaitsFor(CaseStep? step) => Wait;

    public string Describe(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Reminder => deadline.IsLast ? "We remind you for the last time" : "We remind you",
        DeadlineKind.Staff => "Our finance team looks into it",
        DeadlineKind.LastNotice => "We give a last notice: the time is almost over",
        DeadlineKind.End => "The application expires",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    };

    public OutcomeDescription Describe(EnrollmentStepOutcome outcome) => BillingOutcomes.Describe(outcome, mails);

    Task MeetAsync(EnrollmentRecord record, CaseStep step, Deadline deadline, DateTimeOffset at) => deadline.Kind switch
    {
        DeadlineKind.Reminder => RemindAsync(record, step, deadline, at),
        DeadlineKind.Staff => AskStaffAsync(record, step, at),
        DeadlineKind.LastNotice => GiveLastNoticeAsync(record, step, at),
        DeadlineKind.End => cases.AddOutcomeAsync(
            record.Id,
            new EnrollmentStepOutcome(
                step.Number, new EnrollmentOutcome(BillingOutcomes.Expire, StepMove.End, EnrollmentEnd.Expired), Actor.Timer, Channel.System, deadline.At)),
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline that nothing follows."),
    };

    async Task RemindAsync(EnrollmentRecord record, CaseStep step, Deadline deadline, DateTimeOffset at)
    {
        await notifier.TellApplicantAsync(
            record, "billing.reminded", step.Number, email => mails.Reminder(email with { Until = step.Until }, deadline.IsLast), deadline.Number, isReminder: true);
        await notifier.ReportAsync(record, "billing.reminded", step.Number, at, "Applicant reminded of the billing", deadline.Number);
    }

    async Task AskStaffAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        await work.OpenAsync(
            record.Id, step.Number, "billing", StaffRoles.Finance,
            $"Set up the billing of {record.Applicant.MemberFullName} ({record.Applicant.MemberKey}), or clear it: it isn't settled yet", record.Applicant.MemberKey);
        await notifier.ReportAsync(record, "billing.escalated", step.Number, at, "The billing isn't settled: finance look into it");
    }

    async Task GiveLastNoticeAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        await notifier.TellApplicantAsync(
            record, "billing.ending", step.Number, email => mails.LastNotice(email with { Until = step.Until }), isReminder: true);
        await notifier.ReportAsync(record, "billing.ending", step.Number, at, "Applicant told that the application expires soon");
    }
}

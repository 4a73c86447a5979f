using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Offices;
using MemberServices.Onboarding.Correcting;
using MemberServices.Policies;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>The office's managing broker, or who they hand it to, decides by a link in an email.</summary>
public sealed class BrokerApprovalStage(
    EnrollmentCases cases, OfficeTable offices, EnrollmentNotifier notifier, ApprovalMails mails, ApprovalReminders reminders, CaseWorkItems work)
    : IEnrollmentStage
{
    /// <summary>The id in rows and JSON.</summary>
    public const string StageId = "broker-approval";

    public string Id => StageId;

    public string Name => "Broker approval";

    public bool TakesOtherLicense => true;

    public IReadOnlyDictionary<string, StageIntervention> Interventions { get; } = new ApprovalInterventions(offices).All;

    public Task<InterventionForm?> FormAsync(EnrollmentRecord record, string intervention) => new ApprovalInterventions(offices).FormAsync(record, intervention);

    public string Next(EnrollmentRecord record) => $"the managing broker of {record.Opened.OfficeName} decides about it";

    public async Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at)
    {
        var broker = await offices.FindAsync(record.Applicant.OfficeKey) is { } office
            ? Approvers.Choose(office, record.Applicant, record.StateAt(number).ApproverKey)
            : null;
        var (policy, calendar) = (record.Opened.DaysOf(Id), record.ReadCalendar());
        return new CaseStep(
            number, Id, broker is null ? null : new AskedPerson(broker.MemberKey, broker.MemberFullName, broker.MemberEmail), at,
            broker is null ? EscalationSchedule.CreateForStaff(policy, calendar, at) : EscalationSchedule.Create(policy, calendar, at),
            ApprovalOutcomes.Because(record.OutcomeOf(number - 1)));
    }

    public async Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step)
    {
        if (step.Asked is { } asked)
        {
            await notifier.TellAskedAsync(record, "approval.requested", step, asked, mails.Request);
        }
        await notifier.ReportAsync(
            record, "approval.requested", step.Number, step.AskedAt,
            $"{step.Asked?.Name ?? "Staff"} asked to approve the enrollment for {record.Opened.OfficeName}", data: new { step = step.Number, step.Until });
        return step.Deadlines[0].At;
    }

    public async Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due)
    {
        if (step.Asked is { } asked && !Approvers.MayDecide(await offices.FindAsync(record.Applicant.OfficeKey), asked, record.Applicant))
        {
            await cases.AddOutcomeAsync(record.Id, ApprovalOutcomes.MovedAt(step.Number, due.At));
            return null;
        }
        foreach (var deadline in step.DueAt(due.Due))
        {
            await MeetAsync(record, step, deadline, due.At);
        }
        return step.NextAfter(due.Due);
    }

    /// <summary>Tells the person who was asked what became of it, and makes work of an answer that leaves some.</summary>
    public async Task CloseAsync(EnrollmentRecord record, CaseStep? step, EnrollmentStepOutcome outcome)
    {
        if (step?.Asked is { } asked && Receipt(outcome) is { } receipt)
        {
            await notifier.TellAskedAsync(record, receipt.Kind, step, asked, receipt.Content);
        }
        if (outcome.What.Kind == ApprovalOutcomes.NotMyAgent)
        {
            await OpenWorkAsync(record, step: 0, "office", $"Find the office of {Who(record)}: {record.Opened.OfficeName} doesn't know them");
        }
    }

    /// <summary>Whoever approved is told what was corrected after that.</summary>
    public async Task<EnrollmentOutcome?> CorrectedAsync(EnrollmentRecord record, CorrectionMade made)
    {
        if (record.State.Stage != Id && record.Steps.Where(s => s.Stage == Id).MaxBy(s => s.Number) is { Asked: { } asked } step)
        {
            await notifier.TellAskedAsync(record, "approval.corrected", step, asked, email => ApprovalMails.Corrected(email, made), made.Number);
        }
        return null;
    }

    /// <summary>The mail about an outcome to who was asked; null when there is nothing to say, or a newer request says it.</summary>
    (string Kind, Func<EnrollmentEmail, MailContent> Content)? Receipt(EnrollmentStepOutcome outcome) => outcome.What switch
    {
        { End: EnrollmentEnd.Expired } => ("approval.expired", mails.NoDecision),
        { End: EnrollmentEnd.Withdrawn } => ("approval.withdrawn", mails.NoLongerNeeded),
        { Kind: ApprovalOutcomes.Resend or ApprovalOutcomes.Moved or Correction.Kind } => null,
        _ => ("approval.receipt", email => mails.Receipt(email, outcome)),
    };

    public string Responsible(EnrollmentRecord record) => record.Steps.Where(s => s.Stage == Id).MaxBy(s => s.Number) is { } step
        ? step.Asked?.Name ?? StageWait.Staff
        : record.Opened.OfficeName;

    public StageWait WaitsFor(CaseStep? step) => step switch
    {
        null => new(StageWait.Staff, "send the request to the broker"),
        { Asked: { } asked } => new(asked.Name, "approve or decline the application"),
        _ => new(StageWait.Staff, "decide for the office"),
    };

    public string Describe(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Reminder => deadline.IsLast ? "We remind the broker for the last time" : "We remind the broker",
        DeadlineKind.Staff => "Member services call the office, and tell you how it stands",
        DeadlineKind.LastNotice => "We give a last notice: the time is almost over",
        DeadlineKind.End => "The application expires",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    };

    public OutcomeDescription Describe(EnrollmentStepOutcome outcome) => ApprovalOutcomes.Describe(outcome, mails);

    Task MeetAsync(EnrollmentRecord record, CaseStep step, Deadline deadline, DateTimeOffset at) => deadline.Kind switch
    {
        DeadlineKind.Reminder => RemindAsync(record, step, deadline, at),
        DeadlineKind.Staff => AskStaffAsync(record, step, at),
        DeadlineKind.LastNotice => GiveLastNoticeAsync(record, step, at),
        DeadlineKind.End => cases.AddOutcomeAsync(
            record.Id, new EnrollmentStepOutcome(step.Number, ApprovalOutcomes.Expired, Actor.Timer, Channel.System, deadline.At)),
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline that nothing follows."),
    };

    async Task RemindAsync(EnrollmentRecord record, CaseStep step, Deadline deadline, DateTimeOffset at)
    {
        if (step.Asked is { } asked)
        {
            await reminders.RemindAsync(record, step, asked, deadline, at);
            await notifier.ReportAsync(
                record, "approval.reminded", step.Number, at, $"{asked.Name} reminded of the request for approval", deadline.Number);
        }
    }

    /// <summary>Asks staff to call the office, and tells the applicant how it stands.</summary>
    async Task AskStaffAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        var (title, summary) = step.Asked is { } silent
            ? ($"Call the broker: {silent.Name} hasn't answered about {Who(record)}", $"{silent.Name} hasn't answered: staff call")
            : ($"Decide for the office: nobody at {record.Opened.OfficeName} can answer about {Who(record)}", $"Nobody at {record.Opened.OfficeName} can decide: staff do");
        await OpenWorkAsync(record, step.Number, "approval", title);
        await notifier.TellApplicantAsync(
            record, "enrollment.delayed", step.Number, email => mails.Delayed(email with { Asked = step.Asked, Until = step.Until }), isReminder: true);
        await notifier.ReportAsync(record, "approval.escalated", step.Number, at, summary);
    }

    /// <summary>Tells both that the time is almost over; the applicant hears it of each step of its own.</summary>
    async Task GiveLastNoticeAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        if (step.Asked is { } asked)
        {
            await notifier.TellAskedAsync(record, "approval.ending", step, asked, mails.LastNotice, isReminder: true);
        }
        await notifier.TellApplicantAsync(
            record, "enrollment.ending", step.Number, email => mails.Ending(email with { Asked = step.Asked, Until = step.Until }), isReminder: true);
        await notifier.ReportAsync(record, "approval.ending", step.Number, at, "Applicant and office told that the application expires soon");
    }

    Task OpenWorkAsync(EnrollmentRecord record, int step, string kind, string title) =>
        work.OpenAsync(record.Id, step, kind, StaffRoles.Level1, title, record.Applicant.MemberKey);

    static string Who(EnrollmentRecord record) => $"{record.Applicant.MemberFullName} ({record.Applicant.MemberKey})";
}

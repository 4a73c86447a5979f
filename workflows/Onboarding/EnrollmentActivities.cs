using MemberServices.Cases;
using MemberServices.Onboarding.Correcting;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Onboarding;

/// <summary>What an enrollment does, whatever its stage: each looks at the log first, then asks the stage.</summary>
public sealed class EnrollmentActivities(
    EnrollmentCases cases, CaseClaims claims, EnrollmentStages stages, EnrollmentNotifier notifier, EnrollmentMails mails, CaseWorkItems work,
    EnrollmentIndex index)
{
    /// <summary>Tells the applicant that the application is here. Answers where the case begins.</summary>
    [Function(nameof(ConfirmReceipt))]
    public async Task<EnrollmentState> ConfirmReceipt([ActivityTrigger] CaseId id)
    {
        var record = await cases.GetAsync(id);
        await index.UpdateAsync(id);
        await notifier.ReportAsync(
            record, "enrollment.received", step: 0, record.Opened.ReceivedAt, $"Application received for {record.Opened.OfficeName}",
            by: record.Opened.By, channel: record.Opened.Channel, data: new { record.Applicant.OfficeKey, record.Applicant.MemberType });
        var start = record.StateAt(1);
        var replaced = record.Opened.Replaces is { } former ? await cases.ReadAsync(former) : null;
        await notifier.TellApplicantAsync(
            record, "enrollment.received", step: 0, email => mails.Received(email with
            {
                Next = stages.Of(start.Stage).Next(record),
                Replaces = replaced is null ? null : $"{replaced.Id} for {replaced.Opened.OfficeName}",
            }));
        return start;
    }

    [Function(nameof(OpenEnrollmentStep))]
    public async Task<DateTimeOffset?> OpenEnrollmentStep([ActivityTrigger] StepOpening input)
    {
        var record = await cases.GetAsync(input.Step.Case);
        if (record.OutcomeOf(input.Step.Number) is not null)
        {
            return null;
        }
        var stage = stages.At(record, input.Step.Number);
        var step = record.StepOf(input.Step.Number)
            ?? await cases.AddStepAsync(record.Id, await stage.PlanAsync(record, input.Step.Number, input.At));
        // Whoever gets the mail finds the case at once; until it is out, the step is due.
        await index.UpdateAsync(record.Id, step.AskedAt);
        var due = await stage.OpenAsync(record, step);
        await index.UpdateAsync(record.Id, due);
        return due;
    }

    [Function(nameof(FollowUpEnrollmentStep))]
    public async Task<DateTimeOffset?> FollowUpEnrollmentStep([ActivityTrigger] StepFollowUp input)
    {
        var record = await cases.GetAsync(input.Step.Case);
        if (record.OutcomeOf(input.Step.Number) is not null)
        {
            return null;
        }
        var due = await stages.At(record, input.Step.Number).AdvanceAsync(record, record.StepOf(input.Step.Number)!, input);
        if (due is not null)
        {
            await index.UpdateAsync(record.Id, due);
        }
        return due;
    }

    /// <summary>Tells the topic what closed a step, closes the work that the step made, and leaves the rest to the stage.</summary>
    [Function(nameof(CloseEnrollmentStep))]
    public async Task<EnrollmentState?> CloseEnrollmentStep([ActivityTrigger] StepId step)
    {
        var record = await cases.GetAsync(step.Case);
        if (record.OutcomeOf(step.Number) is not { } outcome)
        {
            return null;
        }
        await index.UpdateAsync(record.Id);
        var told = stages.Describe(record, outcome);
        await work.CloseAsync(record.Id, step.Number, told.Summary);
        await notifier.ReportAsync(
            record, told.EventType, step.Number, outcome.At, told.Summary, by: outcome.By, channel: outcome.Channel,
            data: new { step = step.Number, outcome = outcome.What.Kind, why = outcome.What.Why ?? outcome.What.ToMember });
        await stages.At(record, step.Number).CloseAsync(record, record.StepOf(step.Number), outcome);
        return record.StateAt(step.Number + 1);
    }

    /// <summary>Tells the applicant, and the topic, how it ended.</summary>
    [Function(nameof(TellEnd))]
    public async Task TellEnd([ActivityTrigger] CaseId id)
    {
        var record = await cases.GetAsync(id);
        if (record.State is not { End: { } end, Step: var next } || record.OutcomeOf(next - 1) is not { } outcome)
        {
            throw new InvalidOperationException($"The enrollment {id} hasn't ended.");
        }
        await index.UpdateAsync(id);
        var told = stages.Describe(record, outcome);
        var type = $"enrollment.{EnumNames<EnrollmentEnd>.Of(end)}";
        if (told.Ending?.Mail is { } mail)
        {
            await notifier.TellApplicantAsync(record, type, outcome.Step, email => mail(email with
            {
                Asked = record.StepOf(outcome.Step)?.Asked,
                Reason = outcome.What.ToMember,
                EndedBy = EnrollmentViews.NameForMembers(outcome.By),
            }));
        }
        await notifier.ReportAsync(
            record, type, outcome.Step, outcome.At, told.Summary, by: outcome.By, channel: outcome.Channel,
            data: new { why = outcome.What.Why ?? outcome.What.ToMember });
    }

    /// <summary>Takes back what the stages that were reached have granted, newest first.</summary>
    [Function(nameof(UndoEnrollment))]
    public async Task<DateTimeOffset?> UndoEnrollment([ActivityTrigger] CaseUndo input)
    {
        var record = await cases.GetAsync(input.Case);
        foreach (var stage in stages.ReachedBy(record))
        {
            if (await stage.UndoAsync(record, input) is { } again)
            {
                await index.UpdateAsync(record.Id, again);
                return again;
            }
        }
        await index.UpdateAsync(record.Id, dueAt: null);
        return null;
    }

    /// <summary>Lets the license apply again; before a correction it may have been another. That is the last that a case does by itself.</summary>
    [Function(nameof(FreeLicense))]
    public async Task FreeLicense([ActivityTrigger] CaseId id)
    {
        foreach (var key in (await cases.GetAsync(id)).LicenseKeys)
        {
            await claims.FreeAsync(key, id);
        }
        await index.UpdateAsync(id, dueAt: null);
    }
}

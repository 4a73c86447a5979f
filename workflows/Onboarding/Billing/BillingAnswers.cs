using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Onboarding.Answering;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Billing;

/// <summary>What finance answer: <see cref="Cleared"/> goes on, <see cref="Refused"/> with a reason keeps the step open.</summary>
public sealed class BillingAnswers(
    SystemAnswers answers, EnrollmentCases cases, EnrollmentNotifier notifier, BillingMails mails, CaseWorkItems work, TimeProvider clock)
{
    public const string Cleared = "billing.cleared";
    public const string Refused = "billing.refused";

    /// <summary>The longest part of a reason in a work item's title; all of it is in the case.</summary>
    const int LongestInTitle = 200;

    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why. Only staff read it.");

    /// <summary>The billing is set up.</summary>
    public async Task<IReadOnlyList<MessageError>> ClearAsync(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (answer, errors) = await answers.ReadAsync(message, StepsOf, cancellationToken);
        if (answer is null)
        {
            return errors;
        }
        // An answer to an earlier asking is one to the present. Somebody may be faster: then we look again.
        while (IsOpen(answer.Record))
        {
            var counts = await answers.CloseAsync(
                client, answer.Record, new EnrollmentOutcome(BillingOutcomes.Cleared, StepMove.Next), answer.By, cancellationToken);
            if (counts.What.Move == StepMove.Next)
            {
                return [];
            }
            answer = answer with { Record = await cases.GetAsync(answer.Record.Id, cancellationToken) };
        }
        if (IsCleared(answer.Record))
        {
            await SystemAnswers.WakeAsync(client, answer.Record, cancellationToken);
            return [];
        }
        await answers.SetAsideAsync(
            answer, $"the enrollment had ended: {EnumNames<EnrollmentEnd>.Of(answer.Record.State.End!.Value)}", StaffRoles.Finance,
            $"Billing was cleared after the enrollment of {answer.Applicant} had ended: give back what was paid, or help them to apply again", cancellationToken);
        return [];
    }

    /// <summary>The billing can't be set up as it is.</summary>
    public async Task<IReadOnlyList<MessageError>> RefuseAsync(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (answer, errors) = await answers.ReadAsync(message, StepsOf, cancellationToken);
        var reason = answer?.Fields.Text("reason", Reason);
        if (answer is null || answer.Errors.Count > 0)
        {
            return answer?.Errors ?? errors;
        }
        var (record, added) = await cases.AddEntryAsync(
            answer.Record.Id,
            now => IsOpen(now) && Find(now, answer, reason!) is null
                ? CaseEntry.Of(BillingRefusal.Kind, clock.GetUtcNow(), answer.By, Channel.Message, new BillingRefusal(answer.Message, now.State.Step, reason!))
                : null,
            cancellationToken);
        if ((added ?? Find(record, answer, reason!)) is { } entry)
        {
            await TellAsync(record, entry);
            return [];
        }
        if (IsCleared(record))
        {
            await answers.SetAsideAsync(
                answer, $"the billing had been cleared: {reason}", StaffRoles.Finance, $"Billing of {answer.Applicant} was refused after it had been cleared: see what is true", cancellationToken);
        }
        else
        {
            await answers.SetAsideAsync(answer, $"the enrollment had ended: {reason}", cancellationToken: cancellationToken);
        }
        return [];
    }

    /// <summary>Makes work for finance, and tells the applicant what happens next. A repeat tells nothing twice.</summary>
    async Task TellAsync(EnrollmentRecord record, CaseEntry entry)
    {
        var refusal = entry.Read<BillingRefusal>();
        await notifier.ReportAsync(
            record, Refused, refusal.Step, entry.At, $"Finance can't set up the billing: {refusal.Reason}", entry.Number, entry.By, Channel.Message,
            new { refusal.Step, why = refusal.Reason });
        await notifier.TellApplicantAsync(
            record, Refused, refusal.Step, email => mails.Refused(email with { Until = record.StepOf(refusal.Step)?.Until }), entry.Number);
        var line = refusal.Reason.ReplaceLineEndings(" ");
        await work.OpenAsync(
            record.Id, refusal.Step, $"billing-refused-{entry.Number}", StaffRoles.Finance,
            $"Settle the billing of {record.Applicant.MemberFullName} ({record.Applicant.MemberKey}): {(line.Length > LongestInTitle ? line[..LongestInTitle] + "…" : line)}",
            record.Applicant.MemberKey);
        if ((await cases.GetAsync(record.Id)).OutcomeOf(refusal.Step) is not null)
        {
            await work.CloseAsync(record.Id, refusal.Step, "The step is over");
        }
    }

    /// <summary>The refusal that an answer is already: the same message, or the same reason once more.</summary>
    static CaseEntry? Find(EnrollmentRecord record, SystemAnswer answer, string reason)
    {
        var refusals = record.Entries.Where(entry => entry.Kind == BillingRefusal.Kind).ToList();
        return refusals.FirstOrDefault(entry => entry.Read<BillingRefusal>().Message == answer.Message)
            ?? (refusals.LastOrDefault() is { } last && last.Read<BillingRefusal>() is var said && said.Step == record.State.Step && said.Reason == reason ? last : null);
    }

    static IEnumerable<int> StepsOf(EnrollmentRecord record) => record.Steps.Where(step => step.Stage == BillingStage.StageId).Select(step => step.Number);

    static bool IsOpen(EnrollmentRecord record) => record.State is { End: null, Stage: BillingStage.StageId };

    static bool IsCleared(EnrollmentRecord record) =>
        record.Outcomes.Any(outcome => outcome.What.Move == StepMove.Next && record.StateAt(outcome.Step).Stage == BillingStage.StageId);
}

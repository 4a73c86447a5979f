using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Messages;
using MemberServices.Offices;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>What brokers see and decide.</summary>
public sealed partial class BrokerDecisions(
    EnrollmentCases cases, OfficeTable offices, OpenRequests requests, TimeProvider clock, ILogger<BrokerDecisions> logger)
{
    /// <summary>What a link to a request for approval shows. Changes nothing. Null when its case is gone.</summary>
    public async Task<ApprovalView?> FindAsync(Link link, CancellationToken cancellationToken = default) =>
        await RecordOfAsync(link, cancellationToken) is { } record && View(record, link, await OfficeOfAsync(record, cancellationToken)) is { } view
            ? await WithOthersAsync(view, cancellationToken)
            : null;

    /// <summary>Records what the broker chose: the first answer counts, every later one is shown it. Null when the case is gone.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="link">The request's.</param>
    /// <param name="form">As sent. What must be corrected in it matters only while the request is open.</param>
    /// <param name="from">From where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DecisionResult?> DecideAsync(
        DurableTaskClient client, Link link, ApprovalForm form, Evidence from, CancellationToken cancellationToken = default)
    {
        var record = await RecordOfAsync(link, cancellationToken);
        var office = record is null ? null : await OfficeOfAsync(record, cancellationToken);
        if (record is null || View(record, link, office) is not { } view)
        {
            return null;
        }

        var whole = form.Decision;
        if (view.State == ApprovalState.Open)
        {
            if (form.ErrorsFor(view.Delegates) is { Count: > 0 } errors)
            {
                return new DecisionResult(view, false, errors);
            }

            var outcome = await cases.AddOutcomeAsync(record.Id, OutcomeOf(link, view, whole, office, from), cancellationToken);
            record = record with { Outcomes = [.. record.Outcomes, outcome] };
            view = View(record, link, office)!;
        }

        else if (record.OutcomeOf(link.Step) is null && record.StepOf(link.Step)?.Asked is { } asked && !Approvers.MayDecide(office, asked, record.Applicant))
        {
            var outcome = await cases.AddOutcomeAsync(record.Id, ApprovalOutcomes.MovedAt(link.Step, clock.GetUtcNow()), cancellationToken);
            record = record with { Outcomes = [.. record.Outcomes, outcome] };
        }

        // Whoever answered first may have gone down before the case heard of it; hearing it twice changes nothing.
        if (record.OutcomeOf(link.Step) is not null && record.State.Step == link.Step + 1)
        {
            await CaseEvents.RaiseAsync(client, record.Id, link.Step, cancellationToken);
        }

        var isRecorded = view.State == ApprovalState.Decided && IsSame(view.Recorded!, view, whole);
        if (!isRecorded && whole.Kind is { } late)
        {
            await NoteAsync(record, link, view, late, cancellationToken);
        }
        return new DecisionResult(await WithOthersAsync(view, cancellationToken), isRecorded, []);
    }

    /// <summary>After an answer: how many more wait. Not whose: who holds an old link may no longer be the broker.</summary>
    async Task<ApprovalView> WithOthersAsync(ApprovalView view, CancellationToken cancellationToken) => view.State == ApprovalState.Decided
        ? view with { Others = await requests.CountOthersAsync(view.EnrollmentId, view.Approver.Email, cancellationToken) }
        : view;

    /// <summary>A later, different answer isn't recorded; that it came is kept for staff.</summary>
    async Task NoteAsync(EnrollmentRecord record, Link link, ApprovalView view, DecisionKind late, CancellationToken cancellationToken)
    {
        Log.Late(logger, record.Id, link.Step, late, view.State);
        await cases.AddNoteAsync(
            record.Id,
            new CaseNote(
                DeterministicId.From("late", link.Step, late), clock.GetUtcNow(), new Actor(ActorKind.Broker, view.Approver.Name),
                $"Answered {EnumNames<DecisionKind>.Of(late)} when the request was {EnumNames<ApprovalState>.Of(view.State)} already: not recorded"),
            cancellationToken);
    }

    EnrollmentStepOutcome OutcomeOf(Link link, ApprovalView view, BrokerDecision decision, Office? office, Evidence from)
    {
        var next = decision.Kind == DecisionKind.GiveBack ? office?.Broker(office.OfficeBrokerKey)
            : decision.DelegateKey is { } key ? office?.Broker(key)
            : null;
        return new EnrollmentStepOutcome(
            link.Step,
            ApprovalOutcomes.Of(decision, next is null ? null : new AskedPerson(next.MemberKey, next.MemberFullName, next.MemberEmail)),
            new Actor(ActorKind.Broker, view.Approver.Name), Channel.Form, clock.GetUtcNow(), from);
    }

    static bool IsSame(RecordedDecision recorded, ApprovalView view, BrokerDecision decision) =>
        recorded.Kind == decision.Kind && recorded.By == view.Approver.Name
        && (recorded.Kind != DecisionKind.HandOver || view.Delegates.Any(d => d.MemberKey == decision.DelegateKey && d.MemberFullName == recorded.Delegate));

    ApprovalView? View(EnrollmentRecord record, Link link, Office? office) =>
        ApprovalProjection.Of(record, link.Step, office, clock.GetUtcNow());

    async Task<EnrollmentRecord?> RecordOfAsync(Link link, CancellationToken cancellationToken) =>
        link.Purpose == LinkPurpose.Approval && CaseId.TryParse(link.Case, out var id) ? await cases.ReadAsync(id, cancellationToken) : null;

    Task<Office?> OfficeOfAsync(EnrollmentRecord record, CancellationToken cancellationToken) =>
        offices.FindAsync(record.Applicant.OfficeKey, cancellationToken);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Enrollment {Id}, step {Step}: {Choice} came late, the request is {State}.")]
        public static partial void Late(ILogger logger, CaseId id, int step, DecisionKind choice, ApprovalState state);
    }
}

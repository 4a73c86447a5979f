using MemberServices.Links;
using MemberServices.Offices;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding;

/// <summary>What brokers see and decide.</summary>
public sealed partial class EnrollmentService
{
    const int LongestUserAgent = 300;

    /// <summary>What a link to a request for approval shows. Changes nothing. Null when its case is gone.</summary>
    public async Task<ApprovalView?> ApprovalAsync(Link link, CancellationToken cancellationToken = default)
    {
        var record = link.Purpose == LinkPurpose.Approval ? await table.ReadAsync(link.Case, cancellationToken) : null;
        return record is null ? null : View(record, link, await OfficeOfAsync(record, cancellationToken));
    }

    /// <summary>Records what the broker chose: the first answer counts, every later one is shown it. Null when the case is gone.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="link">The request's.</param>
    /// <param name="form">As sent. What must be corrected in it matters only while the request is open.</param>
    /// <param name="evidence">From where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DecisionResult?> DecideAsync(
        DurableTaskClient client, Link link, ApprovalForm form, DecisionEvidence evidence, CancellationToken cancellationToken = default)
    {
        var record = link.Purpose == LinkPurpose.Approval ? await table.ReadAsync(link.Case, cancellationToken) : null;
        var office = record is null ? null : await OfficeOfAsync(record, cancellationToken);
        if (record is null || View(record, link, office) is not { } view)
        {
            return null;
        }

        var (whole, errors) = DecisionRules.Check(form.Decision, view.Delegates);
        if (view.State == ApprovalState.Open)
        {
            if (form.Errors.Count > 0 || errors.Count > 0)
            {
                return new DecisionResult(view, false, form.Errors.Count > 0 ? form.Errors : errors);
            }

            var outcome = await table.AddOutcomeAsync(record.Id, OutcomeOf(link, view, whole, office, evidence), cancellationToken);
            record = record with { Outcomes = [.. record.Outcomes, outcome] };
            view = View(record, link, office)!;
        }
        else
        {
            Log.Late(logger, record.Id, link.Step, whole.Kind, view.State);
        }

        // Whoever answered first may have gone down before the case heard of it; hearing it twice changes nothing.
        if (record.OutcomeOf(link.Step) is { } counts && record.State.Step == link.Step + 1)
        {
            await client.RaiseEventAsync(record.Id, OutcomeEvent.Event, counts.ToEvent(), cancellationToken);
        }

        return new DecisionResult(view, view.State == ApprovalState.Decided && IsSame(view.Recorded!, view, whole), []);
    }

    static StepOutcome OutcomeOf(Link link, ApprovalView view, BrokerDecision decision, Office? office, DecisionEvidence evidence)
    {
        var (kind, next) = decision.Kind switch
        {
            DecisionKind.Approve => (OutcomeKind.Approve, null),
            DecisionKind.Decline => (OutcomeKind.Decline, null),
            DecisionKind.NotMyAgent => (OutcomeKind.NotMyAgent, null),
            _ => (OutcomeKind.HandOver, office!.Broker(decision.DelegateKey!)),
        };
        return new StepOutcome(
            link.Step, kind, view.Approver.Name, evidence.At, Web, decision.Reason,
            next is null ? null : new AskedBroker(next.MemberKey, next.MemberFullName, next.MemberEmail),
            evidence.IpAddress, evidence.UserAgent.Length > LongestUserAgent ? evidence.UserAgent[..LongestUserAgent] : evidence.UserAgent);
    }

    static bool IsSame(RecordedDecision recorded, ApprovalView view, BrokerDecision decision) =>
        recorded.Kind == decision.Kind && recorded.By == view.Approver.Name
        && (recorded.Kind != DecisionKind.HandOver || view.Delegates.Any(d => d.MemberKey == decision.DelegateKey && d.MemberFullName == recorded.Delegate));

    ApprovalView? View(EnrollmentRecord record, Link link, Office? office) =>
        ApprovalProjection.Of(record, link.Step, office, mail.Support, clock.GetUtcNow());

    Task<Office?> OfficeOfAsync(EnrollmentRecord record, CancellationToken cancellationToken) =>
        offices.FindAsync(record.Opened.Application.OfficeKey, cancellationToken);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Enrollment {Id}, step {Step}: {Choice} came late, the request is {State}.")]
        public static partial void Late(ILogger logger, string id, int step, DecisionKind? choice, ApprovalState state);
    }
}

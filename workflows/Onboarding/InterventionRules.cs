using MemberServices.Fields;
using MemberServices.Offices;

namespace MemberServices.Onboarding;

/// <summary>When staff can step in, and how.</summary>
public static class InterventionRules
{
    /// <summary>Within this time, the same request again is a repeat; later it is meant.</summary>
    public static readonly TimeSpan RepeatTime = TimeSpan.FromHours(1);

    const int LongestName = 100;

    /// <summary>The answer that an intervention gives: recorded before, or to be recorded; or why there is none.</summary>
    public static InterventionResult Decide(EnrollmentRecord record, Intervention intervention, Office? office, DateTimeOffset now)
    {
        var whole = intervention with
        {
            By = FieldText.Clean(intervention.By) ?? "",
            Why = FieldText.Clean(intervention.Why) ?? "",
            ApproverKey = OfficeRules.Canonical(intervention.ApproverKey),
        };
        var errors = Errors(record, whole, office);
        if (errors.Count > 0)
        {
            return new InterventionResult(InterventionState.Invalid, "Correct the fields and send it again.", null, errors);
        }

        var state = record.State;
        if (Repeated(record, state, whole, now) is { } before)
        {
            return new InterventionResult(InterventionState.Recorded, "Recorded.", before, []);
        }

        if (state.Outcome is { } outcome)
        {
            return InterventionResult.Refused(InterventionState.Ended, $"The enrollment has ended: {outcome}. The applicant can apply again.");
        }

        if (whole.Step is { } step && step != state.Step)
        {
            return InterventionResult.Refused(
                InterventionState.Conflict, $"Step {step} isn't the present one, which is {state.Step}. Look at the enrollment and send it again.");
        }

        return Misfit(record, state, whole) is { } misfit
            ? InterventionResult.Refused(InterventionState.Conflict, misfit)
            : new InterventionResult(InterventionState.Recorded, "Recorded.", OutcomeOf(state, whole, office, now), []);
    }

    static List<FieldError> Errors(EnrollmentRecord record, Intervention whole, Office? office)
    {
        var errors = new List<FieldError>();
        var applicant = record.Opened.Application;
        if (whole.By.Length is 0 or > LongestName || FieldText.HasInvisibleCharacters(whole.By))
        {
            errors.Add(new FieldError("by", $"Say who steps in: 1 to {LongestName} characters."));
        }
        else if (whole.Kind == InterventionKind.ApproveOnBehalf && Approvers.IsApplicant(whole.By, applicant))
        {
            errors.Add(new FieldError("by", "Nobody approves their own enrollment: somebody else must."));
        }

        if (whole.Why.Length is 0 or > DecisionRules.LongestReason)
        {
            errors.Add(new FieldError("reason", $"Say why: 1 to {DecisionRules.LongestReason} characters."));
        }

        if (whole.Kind == InterventionKind.Reassign)
        {
            var broker = whole.ApproverKey is null ? null : office?.Broker(whole.ApproverKey);
            if (broker is null)
            {
                errors.Add(new FieldError("approverKey", $"Send the memberKey of one of the office's brokers: {string.Join(", ", office?.Brokers.Select(b => b.MemberKey) ?? [])}."));
            }
            else if (Approvers.IsApplicant(broker, applicant))
            {
                errors.Add(new FieldError("approverKey", "Nobody approves their own enrollment: name somebody else."));
            }
        }

        return errors;
    }

    /// <summary>The answer of an earlier request that was the same: for the same step or, without one, a moment ago.</summary>
    static StepOutcome? Repeated(EnrollmentRecord record, EnrollmentState state, Intervention whole, DateTimeOffset now) =>
        record.Outcomes.FirstOrDefault(outcome =>
            outcome.Kind == KindOf(whole.Kind) && outcome.By == whole.By && outcome.Reason == whole.Why && outcome.Approver?.MemberKey == whole.ApproverKey
            && (whole.Step is { } step ? outcome.Step == step : outcome.Step == state.Step - 1 && now - outcome.At < RepeatTime));

    static string? Misfit(EnrollmentRecord record, EnrollmentState state, Intervention whole) => (whole.Kind, state.Stage) switch
    {
        (InterventionKind.Withdraw, _) => null,
        (InterventionKind.Resend, EnrollmentStage.BrokerApproval) when record.StepOf(state.Step) is { Approver: null } =>
            "Nobody at the office can be asked: change the approver, or approve on the office's behalf.",
        (_, EnrollmentStage.BrokerApproval) or (InterventionKind.Resend, EnrollmentStage.Access) => null,
        _ => "The enrollment is approved already. It can be resent, to try access again, or withdrawn.",
    };

    static StepOutcome OutcomeOf(EnrollmentState state, Intervention whole, Office? office, DateTimeOffset now)
    {
        var next = whole.Kind == InterventionKind.Reassign ? office!.Broker(whole.ApproverKey!) : null;
        return new StepOutcome(
            state.Step, KindOf(whole.Kind), whole.By, now, "api", whole.Why,
            next is null ? null : new AskedBroker(next.MemberKey, next.MemberFullName, next.MemberEmail));
    }

    static OutcomeKind KindOf(InterventionKind kind) => kind switch
    {
        InterventionKind.Resend => OutcomeKind.Resend,
        InterventionKind.Reassign => OutcomeKind.Reassign,
        InterventionKind.ApproveOnBehalf => OutcomeKind.ApproveOnBehalf,
        InterventionKind.Withdraw => OutcomeKind.Withdraw,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An intervention without an answer."),
    };
}

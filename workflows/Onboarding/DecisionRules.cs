using MemberServices.Messages;

namespace MemberServices.Onboarding;

/// <summary>A broker's choice made whole, and what is wrong with it.</summary>
public sealed record CheckedDecision(BrokerDecision Decision, IReadOnlyList<FieldError> Errors);

/// <summary>What a broker's choice must be.</summary>
public static class DecisionRules
{
    public const int LongestReason = 1000;

    public static CheckedDecision Check(BrokerDecision typed, IReadOnlyList<DelegateView> delegates)
    {
        var decision = typed with { Reason = Text(typed.Reason) };
        var errors = new List<FieldError>();
        switch (decision.Kind)
        {
            case DecisionKind.Decline when decision.Reason is null:
                errors.Add(new FieldError("reason", "Say why: the applicant reads it."));
                break;
            case DecisionKind.HandOver when !delegates.Any(d => d.Id == decision.DelegateId):
                errors.Add(new FieldError("delegateId", "Choose one of the people listed."));
                break;
            case null:
            case not (DecisionKind.Approve or DecisionKind.Decline or DecisionKind.NotMyAgent or DecisionKind.HandOver):
                errors.Add(new FieldError("kind", "Choose one of the answers."));
                break;
        }

        if (decision.Reason?.Length > LongestReason)
        {
            errors.Add(new FieldError("reason", $"Shorten the reason to {LongestReason} characters."));
        }

        return new CheckedDecision(decision, errors);
    }

    /// <summary>Free text as it is kept: trimmed, without card numbers; null when there is none.</summary>
    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : CardNumbers.Mask(typed.Trim());
}

using MemberServices.Fields;
using MemberServices.Offices;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>What a broker's choice must be.</summary>
public static class DecisionRules
{
    public const int LongestReason = EnrollmentInterventions.LongestText;

    public static Validated<BrokerDecision> Check(BrokerDecision typed, IReadOnlyList<DelegateView> delegates)
    {
        var decision = typed with { Reason = FieldText.Clean(typed.Reason), DelegateKey = OfficeRules.Canonical(typed.DelegateKey) };
        var errors = new List<FieldError>();
        switch (decision.Kind)
        {
            case DecisionKind.Decline when decision.Reason is null:
                errors.Add(new FieldError("reason", "Say why: the applicant reads it."));
                break;
            case DecisionKind.HandOver when !delegates.Any(d => d.MemberKey == decision.DelegateKey):
                errors.Add(new FieldError("delegateKey", "Choose one of the people listed."));
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

        return new Validated<BrokerDecision>(decision, errors);
    }
}

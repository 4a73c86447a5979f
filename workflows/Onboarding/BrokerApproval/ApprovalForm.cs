using MemberServices.Fields;
using MemberServices.Pages;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>
/// A broker's answer as the page sends it. Whoever submits the form as it came, as mail scanners do, has chosen nothing
/// and confirmed nothing.
/// </summary>
public sealed record ApprovalForm(BrokerDecision Decision, bool IsConfirmed, IReadOnlyList<FieldError> Errors)
{
    public static ApprovalForm Empty { get; } = new(new BrokerDecision(null), IsConfirmed: false, []);

    /// <summary>What was sent, with what must be corrected.</summary>
    public static ApprovalForm Read(PostedForm sent)
    {
        DecisionKind? kind = sent["decision"] switch
        {
            "approve" => DecisionKind.Approve,
            "decline" => DecisionKind.Decline,
            "not-my-agent" => DecisionKind.NotMyAgent,
            "hand-over" => DecisionKind.HandOver,
            _ => null,
        };
        var decision = new BrokerDecision(
            kind,
            kind == DecisionKind.Decline ? sent["reason"] : null,
            kind == DecisionKind.HandOver ? sent["delegateKey"] : null);
        var isConfirmed = sent["confirmed"] == "yes";
        return new ApprovalForm(decision, isConfirmed, Check(decision, isConfirmed).ToList());
    }

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    static IEnumerable<FieldError> Check(BrokerDecision decision, bool isConfirmed)
    {
        if (decision.Kind is null)
        {
            yield return new FieldError("decision", "Choose one of the four answers.");
        }

        if (decision is { Kind: DecisionKind.Decline, Reason: "" or null })
        {
            yield return new FieldError("reason", "Say why you decline. The applicant will read it.");
        }

        if (decision.Reason?.Length > DecisionRules.LongestReason)
        {
            yield return new FieldError("reason", $"Shorten the reason to {DecisionRules.LongestReason} characters.");
        }

        if (decision is { Kind: DecisionKind.HandOver, DelegateKey: "" or null })
        {
            yield return new FieldError("delegateKey", "Choose who should decide instead.");
        }

        if (!isConfirmed)
        {
            yield return new FieldError("confirmed", "Tick the box to confirm that this is your decision.");
        }
    }
}

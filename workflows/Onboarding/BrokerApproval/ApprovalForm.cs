using MemberServices.Fields;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>
/// A broker's answer as the page sends it. Whoever submits the form as it came, as mail scanners do, has chosen nothing
/// and confirmed nothing.
/// </summary>
public sealed record ApprovalForm(BrokerDecision Decision, bool IsConfirmed, IReadOnlyList<FieldError> Errors)
{
    const string DelegateKey = "delegateKey";
    const string NotListed = "Choose one of the people listed.";

    static readonly Dictionary<string, DecisionKind> Kinds = new()
    {
        ["approve"] = DecisionKind.Approve,
        ["decline"] = DecisionKind.Decline,
        ["not-my-agent"] = DecisionKind.NotMyAgent,
        ["hand-over"] = DecisionKind.HandOver,
        ["give-back"] = DecisionKind.GiveBack,
    };

    static readonly FieldRule Kind = FieldRules.Choice(
        "your decision", "Choose one of the answers.", $"Choose one of these answers: {string.Join(", ", Kinds.Keys)}.", Kinds.Keys);

    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why you decline. The applicant will read it.");
    static readonly FieldRule Delegate = FieldRules.Key("who should decide", "Choose who should decide instead.", NotListed);

    static readonly FieldRule Confirmed = FieldRules.Choice(
        "the box", "Tick the box to confirm that this is your decision.", "Confirm with \"yes\" that this is your decision.", ["yes"]);

    public static ApprovalForm Empty { get; } = new(new BrokerDecision(null), IsConfirmed: false, []);

    /// <summary>What was sent, with what must be corrected. A field that doesn't belong to the answer is passed over.</summary>
    public static ApprovalForm Read(FieldReader fields)
    {
        DecisionKind? kind = Kinds.TryGetValue(fields.Text("decision", Kind), out var known) ? known : null;
        var decision = new BrokerDecision(
            kind,
            kind == DecisionKind.Decline ? fields.Text("reason", Reason) : null,
            kind == DecisionKind.HandOver ? fields.Text(DelegateKey, Delegate) : null);
        return new ApprovalForm(decision, fields.Text("confirmed", Confirmed) == "yes", fields.Errors);
    }

    /// <summary>What must be corrected, the delegate too when they aren't among those who can be asked.</summary>
    public IReadOnlyList<FieldError> ErrorsFor(IReadOnlyList<DelegateView> delegates) =>
        Error(DelegateKey) is null && Decision.Kind == DecisionKind.HandOver && !delegates.Any(d => d.MemberKey == Decision.DelegateKey)
            ? [new FieldError(DelegateKey, NotListed, FieldCodes.Unknown), .. Errors]
            : Errors;

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

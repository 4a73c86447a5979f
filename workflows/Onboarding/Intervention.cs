using System.Text.Json.Serialization;
using MemberServices.Fields;

namespace MemberServices.Onboarding;

/// <summary>How staff can step in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InterventionKind>))]
public enum InterventionKind
{
    /// <summary>Ask the same person again, with a new link; in the stage Access: try again.</summary>
    Resend,

    /// <summary>Ask another broker of the office.</summary>
    Reassign,

    /// <summary>Approve on the broker's behalf.</summary>
    ApproveOnBehalf,

    /// <summary>End the enrollment.</summary>
    Withdraw,
}

/// <summary>A step that somebody of the staff takes in a case.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="By">Who does it.</param>
/// <param name="Why">The reason: at most 1,000 characters.</param>
/// <param name="ApproverKey">Whom to ask, of the office's brokers; only to change the approver.</param>
/// <param name="Step">The step that it is meant for; null: the present one.</param>
public sealed record Intervention(InterventionKind Kind, string By, string Why, string? ApproverKey = null, int? Step = null);

/// <summary>What became of an intervention.</summary>
public enum InterventionState
{
    /// <summary>It is recorded, now or by an earlier request that was the same.</summary>
    Recorded,

    /// <summary>It has errors.</summary>
    Invalid,

    /// <summary>There is no such enrollment.</summary>
    Unknown,

    /// <summary>It doesn't fit where the enrollment is.</summary>
    Conflict,

    /// <summary>The enrollment has ended.</summary>
    Ended,
}

/// <param name="State">What became of it.</param>
/// <param name="Detail">What that means, and what to do.</param>
/// <param name="Recorded">The answer that it is recorded as, or null.</param>
/// <param name="Errors">What to correct.</param>
public sealed record InterventionResult(InterventionState State, string Detail, StepOutcome? Recorded, IReadOnlyList<FieldError> Errors)
{
    public static InterventionResult Refused(InterventionState state, string detail) => new(state, detail, null, []);
}

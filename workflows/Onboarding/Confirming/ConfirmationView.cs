using MemberServices.Cases;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Onboarding.Confirming;

/// <summary>Where the confirmation of an address stands.</summary>
public enum ConfirmationState
{
    /// <summary>It waits for the answer.</summary>
    Open = 1,

    /// <summary>The mailbox's owner applied: there is a case.</summary>
    Confirmed,

    /// <summary>They did apply, and it came to nothing: see <see cref="ConfirmationView.Refusal"/>.</summary>
    Refused,

    /// <summary>They didn't apply: it is forgotten.</summary>
    Denied,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}

/// <summary>What the link in the first mail shows.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Application">What was typed; null when it is forgotten.</param>
/// <param name="OfficeName">The office's name; null when it is gone.</param>
/// <param name="Case">The case's number, once there is one.</param>
/// <param name="Refusal">Why there is none although they applied, or null.</param>
public sealed record ConfirmationView(ConfirmationState State, Application? Application, string? OfficeName, CaseId? Case = null, string? Refusal = null);

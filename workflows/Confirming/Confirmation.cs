using MemberServices.Cases;

namespace MemberServices.Confirming;

/// <summary>Where the confirmation of a form stands.</summary>
public enum ConfirmationState
{
    /// <summary>It waits for the answer.</summary>
    Open = 1,

    /// <summary>The mailbox's owner sent it: there is a case.</summary>
    Confirmed,

    /// <summary>They did send it, and it came to nothing: see <see cref="Confirmation{T}.Refusal"/>.</summary>
    Refused,

    /// <summary>They didn't send it: it is forgotten.</summary>
    Denied,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}

/// <summary>What the link in the first mail shows.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="What">What was typed; null when it is forgotten.</param>
/// <param name="Case">The case's number, once there is one.</param>
/// <param name="Refusal">Why there is none although they sent the form, or null.</param>
public sealed record Confirmation<T>(ConfirmationState State, T? What, CaseId? Case = null, string? Refusal = null) where T : class;

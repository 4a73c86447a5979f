using System.Text.Json.Serialization;

namespace MemberServices.Onboarding;

/// <summary>What closes a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    /// <summary>By the broker.</summary>
    Approve,

    /// <summary>By the broker, with a reason.</summary>
    Decline,

    /// <summary>By the broker.</summary>
    NotMyAgent,

    /// <summary>By the broker, to a delegate.</summary>
    HandOver,

    /// <summary>By staff: the same person is asked again; access is tried again.</summary>
    Resend,

    /// <summary>By staff: another person is asked.</summary>
    Reassign,

    /// <summary>By staff, with a reason.</summary>
    ApproveOnBehalf,

    /// <summary>By staff, or by the applicant's move to another office.</summary>
    Withdraw,

    /// <summary>By nobody: the time is over.</summary>
    Expire,

    /// <summary>Access is there.</summary>
    Granted,

    /// <summary>Access couldn't be given in time.</summary>
    GiveUp,
}

/// <summary>
/// The answer that closed a step. Each step has exactly one: whoever adds its row first, a person, a timer or another
/// application. The event that carries it only wakes the case up, so a late, repeated or lost one changes nothing.
/// </summary>
/// <param name="Step">Which step.</param>
/// <param name="Kind">What closed it.</param>
/// <param name="ApproverKey">Who is asked next, of a hand-over or a change; else null.</param>
public sealed record OutcomeEvent(int Step, OutcomeKind Kind, string? ApproverKey = null)
{
    /// <summary>The event's name.</summary>
    public const string Event = "Answer";
}

using MemberServices.Fields;

namespace MemberServices.Cases;

/// <summary>A step that somebody of the staff takes in a case.</summary>
/// <param name="Kind">What to do, as the address names it: "withdraw".</param>
/// <param name="By">Who does it.</param>
/// <param name="Why">The reason, for staff: 1 to 1,000 characters.</param>
/// <param name="ToMember">What the member is told, or null.</param>
/// <param name="Target">Whom or what it names, such as who is asked instead; null when it names nothing.</param>
/// <param name="Step">The step that it is meant for; null: the present one.</param>
public sealed record Intervention(string Kind, string By, string Why, string? ToMember = null, string? Target = null, int? Step = null);

/// <summary>What becomes of an intervention.</summary>
public enum InterventionState
{
    /// <summary>It is recorded, now or by an earlier request that was the same.</summary>
    Recorded,

    /// <summary>It has errors.</summary>
    Invalid,

    /// <summary>There is no such case.</summary>
    Unknown,

    /// <summary>It doesn't fit where the case is.</summary>
    Conflict,

    /// <summary>The case has ended.</summary>
    Ended,
}

/// <param name="State">What became of it.</param>
/// <param name="Detail">What that means, and what to do.</param>
/// <param name="Recorded">What is recorded, or null.</param>
/// <param name="Errors">What to correct.</param>
public sealed record InterventionResult<T>(InterventionState State, string Detail, T? Recorded, IReadOnlyList<FieldError> Errors) where T : class
{
    public static InterventionResult<T> Recording(T recorded) => new(InterventionState.Recorded, "Recorded.", recorded, []);

    public static InterventionResult<T> Invalid(IReadOnlyList<FieldError> errors) =>
        new(InterventionState.Invalid, "Correct the fields and send it again.", null, errors);

    public static InterventionResult<T> Refused(InterventionState state, string detail) => new(state, detail, null, []);

    /// <summary>The same with what is recorded in another shape.</summary>
    public InterventionResult<TOther> As<TOther>(Func<T, TOther> shape) where TOther : class =>
        new(State, Detail, Recorded is null ? null : shape(Recorded), Errors);
}

using MemberServices.Cases;

namespace MemberServices.Onboarding;

/// <summary>What is recorded of an intervention; a repeat is shown the same.</summary>
/// <param name="Id">Which case.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Step">In which step.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why, for staff.</param>
/// <param name="ToMember">What the applicant is told, or null.</param>
/// <param name="At">When.</param>
/// <param name="Approver">Who is asked instead, or null.</param>
/// <param name="Fields">What was corrected, or null.</param>
/// <param name="Target">The system that it is about, or null.</param>
public sealed record InterventionReceipt(
    CaseId Id, string Kind, int Step, string By, string? Reason, string? ToMember, DateTimeOffset At, string? Approver = null, IReadOnlyList<string>? Fields = null,
    string? Target = null)
{
    public InterventionReceipt(CaseId id, EnrollmentStepOutcome outcome)
        : this(id, outcome.What.Kind, outcome.Step, outcome.By.Name, outcome.What.Why, outcome.What.ToMember, outcome.At, outcome.What.Next?.Name, Target: outcome.What.Target)
    {
    }

    /// <summary>Where to follow it.</summary>
    public string Status => $"/api/enrollments/{Id}";
}

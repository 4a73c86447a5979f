using MemberServices.Cases;
using MemberServices.Onboarding;

namespace MemberServices;

/// <summary>An intervention as the API shows it.</summary>
static class InterventionJson
{
    /// <summary>What is recorded; a repeat is shown the same.</summary>
    public static object Of(CaseId id, StepOutcome<EnrollmentOutcome> recorded) => new
    {
        id,
        recorded.What.Kind,
        recorded.Step,
        by = recorded.By.Name,
        reason = recorded.What.Why,
        recorded.What.ToMember,
        approver = recorded.What.Next?.Name,
        recorded.At,
        status = $"/api/enrollments/{id}",
    };
}

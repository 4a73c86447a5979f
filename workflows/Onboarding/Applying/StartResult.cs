using MemberServices.Cases;
using MemberServices.Fields;

namespace MemberServices.Onboarding.Applying;

/// <summary>What became of an application that was handed in.</summary>
/// <param name="EnrollmentId">The case, or null when the application was refused.</param>
/// <param name="IsNew">
/// Whether this application opened the case. A repeat of the same request answers as the first did; another request for
/// a license whose enrollment is under way doesn't open a second one.
/// </param>
/// <param name="Errors">What must be corrected; when there are any, nothing was started.</param>
public sealed record StartResult(CaseId? EnrollmentId, bool IsNew, IReadOnlyList<FieldError> Errors)
{
    public static StartResult Refused(IReadOnlyList<FieldError> errors) => new(null, false, errors);
}

using MemberServices.Fields;

namespace MemberServices.Onboarding.Applying;

/// <summary>The application form as it is shown: empty, filled in for who applies again, or with what must be corrected.</summary>
/// <param name="Values">What stands in the fields.</param>
/// <param name="FormToken">Random; the same for every try to send this form.</param>
/// <param name="Office">The offices to choose from.</param>
/// <param name="MemberTypes">To choose from.</param>
/// <param name="Errors">What must be corrected, by field.</param>
/// <param name="Problem">What is wrong apart from the fields, or null.</param>
public sealed record EnrollForm(
    Application Values,
    string FormToken,
    OfficeChoice Office,
    IReadOnlyList<MemberType> MemberTypes,
    IReadOnlyList<FieldError> Errors,
    string? Problem = null)
{
    public static Application Empty { get; } = new("", "", "", "", "", "", "");

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

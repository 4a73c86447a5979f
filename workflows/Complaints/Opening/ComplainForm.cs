using MemberServices.Cases;
using MemberServices.Fields;

namespace MemberServices.Complaints.Opening;

/// <summary>The form for a complaint as it is shown: empty, or with what must be corrected.</summary>
/// <param name="Values">What stands in the fields.</param>
/// <param name="FormToken">The form's mark.</param>
/// <param name="Errors">What must be corrected, by field.</param>
/// <param name="Problem">What is wrong apart from the fields, or null.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="CaseTyped">The case's number as it was typed.</param>
public sealed record ComplainForm(
    ComplaintRequest Values, string FormToken, IReadOnlyList<FieldError> Errors, string? Problem = null, string Address = ComplainForm.Public, string CaseTyped = "")
{
    /// <summary>The form of everybody who has no link of their own.</summary>
    public const string Public = "/complain";

    public static ComplaintRequest Empty { get; } = new("", "", null, null, "", "");

    /// <summary>Whether a link says already who complains.</summary>
    public bool IsKnown => Address != Public;

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MemberServices.Fields;
using MemberServices.Pages;

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
    const int TokenBytes = 16;

    public static Application Empty { get; } = new("", "", "", "", "", "", "");

    public static string NewFormToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>The sent form's mark, or a new one when somebody altered it.</summary>
    public static string FormTokenOf(PostedForm sent) =>
        sent["formToken"] is { Length: >= 16 and <= 64 } mark && mark.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? mark
            : NewFormToken();

    /// <summary>
    /// Names the request: the same form sent twice is the same request, and one that was sent again after the back
    /// button with something corrected is another.
    /// </summary>
    public static string RequestKey(string formToken, Application application) =>
        "form-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{formToken}\n{application}")));

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

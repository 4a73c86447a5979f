using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MemberServices.Pages;

/// <summary>A form's mark: random, and the same for every try to send that form.</summary>
public static class FormToken
{
    /// <summary>The hidden field that has it.</summary>
    public const string Field = "formToken";

    const int Bytes = 16;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The sent form's mark, or a new one when somebody altered it.</summary>
    public static string Of(PostedForm sent) =>
        sent[Field] is { Length: >= 16 and <= 64 } mark && mark.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? mark : New();

    /// <summary>
    /// Names the request: the same form sent twice is the same request, and one that was sent again after the back
    /// button with something corrected is another.
    /// </summary>
    /// <param name="token">The form's mark.</param>
    /// <param name="typed">What was sent: a record.</param>
    public static string RequestKey(string token, object typed) =>
        "form-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{token}\n{typed}")));
}

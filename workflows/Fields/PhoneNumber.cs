using System.Globalization;
using System.Text.RegularExpressions;

namespace MemberServices.Fields;

/// <summary>
/// What we take for a phone number, in one spelling: "512-555-0100" of the United States and its neighbors,
/// "+5511987654325" of other countries (E.164), each with an extension of up to six digits behind it: " x12".
/// </summary>
public static partial class PhoneNumber
{
    const string InternalPrefix = "(0)";

    /// <summary>Turns the digits around: who typed it saw another number.</summary>
    const char RightToLeftOverride = '\u202E';

    /// <summary>The one spelling of a number; another text stays as it is. Address books put direction marks around numbers: they go.</summary>
    public static string Unify(string typed)
    {
        var match = Parts().Match(string.Concat(typed.Where(c => c == RightToLeftOverride || char.GetUnicodeCategory(c) != UnicodeCategory.Format).Select(Plain)).Trim());
        var written = match.Groups["number"].Value;
        // "+44 (0)20 …": the zero is dialed within the country only.
        var digits = string.Concat((written.StartsWith('+') ? written.Replace(InternalPrefix, "") : written).Where(char.IsAsciiDigit));
        var number = Local().IsMatch(digits) && (!written.StartsWith('+') || digits.StartsWith('1')) ? Local().Replace(digits, "$1-$2-$3")
            : written.StartsWith('+') && !digits.StartsWith('1') ? $"+{digits}"
            : null;
        return number is null ? typed : match.Groups["extension"].Success ? $"{number} x{match.Groups["extension"]}" : number;
    }

    /// <summary>The link to call it (RFC 3966).</summary>
    /// <param name="shown">With digits, signs between them, and perhaps an extension: "512-555-0100 x12".</param>
    public static string LinkTo(string shown)
    {
        var parts = shown.Split('x', 2);
        return $"tel:{Dialed(parts[0])}{(parts.Length > 1 ? $";ext={Dialed(parts[1])}" : "")}";
    }

    static string Dialed(string part) => string.Concat(part.Where(c => char.IsAsciiDigit(c) || c == '+'));

    /// <summary>What is wrong with a number that is unified, as a sentence that says what to enter; or null.</summary>
    public static string? Problem(string unified) => Unified().IsMatch(unified)
        ? null
        : "Enter a phone number with its area code, such as 512-555-0100, or with a plus and its country code.";

    // Dashes and spaces of all kinds, as texts that were set in print have them.
    static char Plain(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.DashPunctuation => '-',
        UnicodeCategory.SpaceSeparator => ' ',
        _ => c == '\u2212' ? '-' : c,
    };

    [GeneratedRegex(@"^(?<number>\+?[0-9 .()/-]*[0-9)])[ ,;]*((ext\.?|extension|x|#)[ .:]*(?<extension>[0-9]{1,6}))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Parts();

    // Neither an area code nor an exchange begins with 0 or 1.
    [GeneratedRegex("^1?([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})$")]
    private static partial Regex Local();

    [GeneratedRegex(@"^([2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}|\+[2-9][0-9]{7,14})( x[0-9]{1,6})?\z")]
    private static partial Regex Unified();
}

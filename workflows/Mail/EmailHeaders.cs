using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace MemberServices.Mail;

/// <summary>What may stand in a mail's header: nothing in a name or an address adds a header or a recipient.</summary>
public static class EmailHeaders
{
    /// <summary>The longest address that mail servers take.</summary>
    public const int MaxAddressLength = 254;

    const int MaxNameLength = 64;
    const int MaxSubjectLength = 200;

    /// <summary>Whether a text is one plain address: local part, @, host name with a dot; no name, list or comment.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 2 and <= MaxAddressLength }
        && text.All(c => char.IsAscii(c) && !char.IsControl(c) && !" ,;:<>()[]\\\"".Contains(c))
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && IsHost(address.Host);

    /// <summary>A name as it may stand beside an address: one line, without direction marks, commas, quotes and the like; at most 64 characters.</summary>
    public static string DisplayName(string? name) => Line(name, MaxNameLength, ",;:<>()[]\\\"@");

    /// <summary>A subject in one line, without direction marks; at most 200 characters.</summary>
    public static string Subject(string? subject) => Line(subject, MaxSubjectLength, "");

    static bool IsHost(string host) =>
        host.Contains('.') && host.Split('.').All(label =>
            label.Length is > 0 and <= 63
            && label[0] != '-' && label[^1] != '-'
            && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    static string Line(string? text, int maxLength, string refused)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var breaks = category is UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
                || (rune.IsBmp && refused.Contains((char)rune.Value));
            if (breaks)
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse)
                && line.Length + rune.Utf16SequenceLength <= maxLength)
            {
                line.Append(rune);
            }
        }

        return line.ToString().TrimEnd();
    }
}

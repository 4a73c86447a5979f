using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MemberServices.Fields;

/// <summary>Keeps card numbers out of everything that is written.</summary>
public static class CardNumbers
{
    const int Shortest = 13;
    const int Longest = 19;
    const int LongestPhone = 15;

    /// <summary>
    /// The text with whatever looks like a card number replaced by its last four digits: 13 to 19 digits that pass the
    /// Luhn check, in one piece or in groups with spaces or dashes between them. A phone number with a plus and its country
    /// code isn't taken for one.
    /// </summary>
    public static string Mask(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var run = DigitGroups(text, at);
            if (run.Count == 0)
            {
                masked.Append(text[at++]);
                continue;
            }

            if (IsPhone(text, run))
            {
                masked.Append(text, at, run[^1].End - at);
            }
            else
            {
                MaskRun(text, run, masked);
            }

            at = run[^1].End;
        }

        return masked.ToString();
    }

    /// <summary>The JSON with every text and number in it masked; names of members stay.</summary>
    public static JsonElement Mask(JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Mask(json, writer);
        }

        using var masked = JsonDocument.Parse(stream.ToArray());
        return masked.RootElement.Clone();
    }

    static void Mask(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Mask(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Mask(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Mask(json.GetString()!));
                break;
            case JsonValueKind.Number when Mask(json.GetRawText()) is var masked && masked != json.GetRawText():
                writer.WriteStringValue(masked);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    static void MaskRun(string text, List<Group> run, StringBuilder masked)
    {
        var written = run[0].Start;
        for (var first = 0; first < run.Count; first++)
        {
            var digits = "";
            var card = default((int Last, string Digits)?);
            for (var last = first; last < run.Count && digits.Length + run[last].Digits.Length <= Longest; last++)
            {
                digits += run[last].Digits;
                card = digits.Length >= Shortest && PassesLuhn(digits) ? (last, digits) : card;
            }

            if (card is { } found)
            {
                masked.Append(text, written, run[first].Start - written).Append($"[card ending {found.Digits[^4..]}]");
                written = run[found.Last].End;
                first = found.Last;
            }
        }

        masked.Append(text, written, run[^1].End - written);
    }

    static bool IsPhone(string text, List<Group> run)
    {
        var plus = run[0].Start - 1;
        return plus >= 0 && text[plus] == '+' && (plus == 0 || !char.IsLetterOrDigit(text[plus - 1]))
            && run.Sum(group => group.Digits.Length) <= LongestPhone;
    }

    /// <summary>Digits from a place on, with at most three spaces or dashes between two groups.</summary>
    static List<Group> DigitGroups(string text, int start)
    {
        var groups = new List<Group>();
        for (var at = start; ;)
        {
            var digits = new StringBuilder();
            var from = at;
            for (; at < text.Length && CharUnicodeInfo.GetDecimalDigitValue(text[at]) is >= 0 and var digit; at++)
            {
                digits.Append((char)('0' + digit));
            }

            if (digits.Length == 0)
            {
                return groups;
            }

            groups.Add(new Group(from, at, digits.ToString()));
            for (var separators = 0; separators < 3 && at < text.Length && Separates(text[at]); separators++)
            {
                at++;
            }
        }
    }

    static bool Separates(char c) =>
        c == '\t' || char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation;

    static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
        }

        return sum % 10 == 0;
    }

    sealed record Group(int Start, int End, string Digits);
}

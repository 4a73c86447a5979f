using System.Globalization;

namespace MemberServices.Fields;

/// <summary>A time as other systems send it: ISO 8601 to the second or finer, with its offset.</summary>
public static class SentTime
{
    static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        // A time without an offset would be taken for whatever zone this machine is in.
        var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        return hasOffset && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}

using System.Text;

namespace MemberServices.Teams;

/// <summary>Text as the Markdown of a card, which shows it as it is: no emphasis, no list, no link that somebody typed.</summary>
static class CardMarkdown
{
    /// <summary>Escapes what has a meaning: some signs everywhere, others at the beginning of a line. Line breaks become paragraphs.</summary>
    public static string Escape(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        return string.Join("\n\n", lines.Select(Line));
    }

    static string Line(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            if (IsMarkup(line, i))
            {
                escaped.Append('\\');
            }

            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }

    static bool IsMarkup(string line, int i) => line[i] switch
    {
        '\\' or '*' or '_' or '[' or ']' or '`' => true,
        '~' => Next(line, i) == '~' || i > 0 && line[i - 1] == '~',
        '<' => Next(line, i) is '/' or '!' or '?' || char.IsAsciiLetter(Next(line, i)),
        '&' => Next(line, i) == '#' || char.IsAsciiLetter(Next(line, i)),
        '#' or '-' or '+' or '>' or '=' => i == 0,
        '.' or ')' => i > 0 && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0,
        _ => false,
    };

    static char Next(string line, int i) => i + 1 < line.Length ? line[i + 1] : ' ';
}

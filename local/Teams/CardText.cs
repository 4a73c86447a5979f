using System.Text;

namespace Local.Teams;

/// <summary>The text of a card without its Markdown's escapes, as a reader sees it.</summary>
static class CardText
{
    public static string Plain(string markdown)
    {
        var plain = new StringBuilder(markdown.Length);
        for (var i = 0; i < markdown.Length; i++)
        {
            if (markdown[i] == '\\' && i + 1 < markdown.Length && char.IsAscii(markdown[i + 1]) && (char.IsPunctuation(markdown[i + 1]) || char.IsSymbol(markdown[i + 1])))
            {
                i++;
            }

            plain.Append(markdown[i]);
        }

        return plain.ToString();
    }
}

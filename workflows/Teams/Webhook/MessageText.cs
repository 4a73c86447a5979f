using System.Net;
using System.Text;
using MemberServices.Fields;

namespace MemberServices.Teams;

/// <summary>The words of a message, which Teams sends as HTML with the webhook's mention in it.</summary>
static class MessageText
{
    static readonly string[] Breaking = ["br", "p", "div", "li", "tr"];

    /// <summary>The text without tags and without the first mention, which is the webhook's; other mentions are their names. Entities are read once.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length);
        var (at, isMentioned) = (0, false);
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            var close = open < 0 ? -1 : html.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            text.Append(html, at, open - at);
            var name = NameOf(html.AsSpan(open + 1, close - open - 1));
            at = close + 1;
            if (name == "at" && !isMentioned)
            {
                isMentioned = true;
                var end = html.IndexOf("</at>", at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? at : end + "</at>".Length;
            }
            else if (Breaking.Contains(name))
            {
                text.Append('\n');
            }
        }

        text.Append(html, at, html.Length - at);
        return FieldText.Clean(WebUtility.HtmlDecode(text.ToString()).Replace('\u00A0', ' '), hasLines: true);
    }

    static string NameOf(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart('/');
        var end = name.IndexOfAny(" \t\r\n/");
        return (end < 0 ? name : name[..end]).ToString().ToLowerInvariant();
    }
}

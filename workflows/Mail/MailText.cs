using System.Text;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Policies;

namespace MemberServices.Mail;

/// <summary>A mail's plain text, and the cleaning that both bodies share.</summary>
public static class MailText
{
    public const string IfTheButtonFails = "If the button doesn\u2019t work, copy this address into your browser:";

    /// <summary>Ends every mail, and says how to complain.</summary>
    public static string Foot(BrandPolicy brand, SupportContact support, SiteAddress site) =>
        $"{brand.Name}. Questions? Write to {support.Email} or call {support.Phone}. A complaint? {site.To("complain")} Please don\u2019t forward this email: its links are yours.";

    /// <summary>The words of the HTML body, as text. A quote's lines are marked, so that none of it passes for ours.</summary>
    public static string Render(MailContent content, BrandPolicy brand, SupportContact support, SiteAddress site)
    {
        var text = new StringBuilder();
        Block(text, OneLine(content.Heading));
        foreach (var part in content.Parts)
        {
            Block(text, part switch
            {
                Paragraph paragraph => OneLine(paragraph.Text),
                ActionLink action => $"{OneLine(action.Label)}:\n{action.Address}",
                AnswerLinks answers => string.Join('\n', answers.Answers.Select(answer => $"{OneLine(answer.Label)}: {answer.In(answers.Address)}")),
                MinorLink link => $"{OneLine(link.Label)}: {link.Address}",
                Details details => string.Join('\n', details.Rows.Select(row => $"{OneLine(row.Label)}: {OneLine(row.Value)}")),
                Quote quote => "> " + Lines(quote.Text).Replace("\n", "\n> "),
                _ => throw new InvalidOperationException($"A mail can't say {part.GetType().Name}."),
            });
        }
        return text.Append("-- \n").Append(Foot(brand, support, site)).Append('\n').ToString();
    }

    /// <summary>
    /// One line without control characters and without the marks that turn the direction of writing, which can make a
    /// text look like another.
    /// </summary>
    public static string OneLine(string text) => Clean(text.ReplaceLineEndings(" "), keep: null).Trim();

    /// <summary>The same, with its line breaks.</summary>
    public static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), keep: '\n').Trim();

    private static void Block(StringBuilder text, string block) => text.Append(block).Append("\n\n");

    private static string Clean(string text, char? keep)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == keep)
                clean.Append(keep.Value);
            else if (!FieldText.IsControl(rune))
                clean.Append(rune);
            else if (rune.Value == '\t')
                clean.Append(' ');
        }
        return clean.ToString();
    }
}

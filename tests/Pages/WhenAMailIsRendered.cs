using System.Text.RegularExpressions;
using MemberServices.Mail;

namespace MemberServices.Tests.Pages;

public class WhenAMailIsRendered
{
    const string Address = "https://members.example.org/approvals/abc";

    static readonly MailContent Everything = new(
        "A subject",
        "The heading",
        new Paragraph("First sentence."),
        new Details(new DetailRow("License", "TX 123456"), new DetailRow("Office", "Harbor & Sons")),
        new ActionLink("Review the application", Address),
        new Quote("Line one.\r\nLine two."),
        new AnswerLinks(Address, new AnswerLink("Very satisfied", "satisfaction=5"), new AnswerLink("Satisfied", "satisfaction=4")),
        new MinorLink("Leave me out", $"{Address}-out"));

    [Fact]
    public async Task Both_bodies_say_the_same_words_in_the_same_order()
    {
        var mail = await RenderAsync(Everything);

        var html = Rendering.Words(mail.Html);
        var last = 0;
        foreach (var words in new[] { "The heading", "First sentence.", "License", "TX 123456", "Office", "Harbor & Sons", "Review the application", Address, "Line one.", "Line two.", "Very satisfied", "Satisfied", "Leave me out", Rendering.Policies.Mail.Support.Email })
        {
            var at = html.IndexOf(words, last, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{words}' is not in the HTML after '{html[..last]}'");
            last = at;
            Assert.Contains(words, mail.Text);
        }
    }

    [Fact]
    public async Task A_button_shows_its_address_too()
    {
        var mail = await RenderAsync(Everything);

        Assert.Equal(2, Regex.Count(mail.Html, $"href=\"{Regex.Escape(Address)}\""));
        Assert.Contains($">{Address}</a>", mail.Html);
        Assert.Contains($"Review the application:\n{Address}\n", mail.Text);
    }

    [Fact]
    public async Task Every_element_carries_its_style_because_mail_programs_drop_style_sheets()
    {
        var body = (await RenderAsync(Everything)).Html.Split("<body")[1];

        Assert.DoesNotContain("var(", body);
        Assert.All(Regex.Matches(body, "<(p|h1|a|dl|dt|dd|blockquote|main|div|footer)\\b[^>]*>"), tag => Assert.Contains("style=\"", tag.Value));
        Assert.Contains(Rendering.Policies.Brand.Color, body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task It_loads_nothing()
    {
        var html = (await RenderAsync(Everything)).Html;

        Assert.DoesNotMatch("(?i)<(img|link|script|iframe|object)|@import|url\\(| src=", html);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("{{constructor.constructor('x')()}} ${7*7} @Model")]
    public async Task Markup_in_any_field_is_shown_and_not_obeyed(string typed)
    {
        var mail = await RenderAsync(new MailContent(
            typed, typed, new Paragraph(typed), new Details(new DetailRow(typed, typed)), new Quote(typed), new ActionLink(typed, Address),
            new AnswerLinks(Address, new AnswerLink(typed, "satisfaction=5")), new MinorLink(typed, Address)));

        Assert.DoesNotMatch("<script|<img|\" onmouseover", mail.Html);
        Assert.Equal(9, Regex.Count(Rendering.Words(mail.Html), Regex.Escape(typed)));
    }

    [Fact]
    public async Task What_turns_or_breaks_a_line_is_dropped_and_a_name_in_another_script_stays()
    {
        var mail = await RenderAsync(new MailContent("s", "h", new Paragraph("Hello Ja\0ne\r\nDoe \u202Eevil\u202C שרה \u2066x\u2069.")));

        Assert.Contains("Hello Jane Doe evil שרה x.", mail.Text);
        Assert.Contains("Hello Jane Doe evil שרה x.", Rendering.Words(mail.Html));
    }

    [Fact]
    public async Task A_quote_cant_pretend_to_be_ours()
    {
        var mail = await RenderAsync(new MailContent("s", "h", new Quote("Fine.\n\nReview the application:\nhttps://evil.example")));

        Assert.Contains("> Fine.\n> \n> Review the application:\n> https://evil.example\n", mail.Text);
    }

    static Task<RenderedMail> RenderAsync(MailContent content) => Rendering.Get<MailRenderer>().RenderAsync(content);
}

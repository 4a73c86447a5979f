using System.Text;
using MemberServices.Teams;

namespace MemberServices.Tests.Teams;

public sealed class WhenACardIsWritten
{
    [Theory]
    [InlineData("Jane Doe", "Jane Doe")]
    [InlineData("*bold* _soft_ `code`", @"\*bold\* \_soft\_ \`code\`")]
    [InlineData("[link](https://evil.example)", @"\[link\](https://evil.example)")]
    [InlineData("# Heading", @"\# Heading")]
    [InlineData("a # b - c", "a # b - c")]
    [InlineData("- item", @"\- item")]
    [InlineData("+1 312-555-0100", @"\+1 312-555-0100")]
    [InlineData("1. item\n12) item", "1\\. item\n\n12\\) item")]
    [InlineData("March 2. It is", "March 2. It is")]
    [InlineData("> quote", @"\> quote")]
    [InlineData("    code", "code")]
    [InlineData("<b>x</b> a < b", @"\<b>x\</b> a < b")]
    [InlineData("&lt;b&gt; R&D a & b", @"\&lt;b\&gt; R\&D a & b")]
    [InlineData("~~gone~~ ~5", @"\~\~gone\~\~ ~5")]
    [InlineData("Title\n---", "Title\n\n\\---")]
    [InlineData(@"back\slash", @"back\\slash")]
    [InlineData("one\r\n\r\ntwo", "one\n\ntwo")]
    public void What_is_typed_has_no_meaning_in_it(string typed, string written)
    {
        var card = CardJson.Of(new Card("Title") { Parts = [new CardText(typed)] });

        Assert.Equal(written, (string)card["body"]![1]!["text"]!);
    }

    [Fact]
    public void Whatever_is_on_it_it_stays_below_what_teams_takes()
    {
        var words = string.Concat(Enumerable.Repeat("\u4F60\u597D*", 5000));
        var card = CardJson.Of(new Card(words)
        {
            Parts = [.. Enumerable.Range(0, 200).SelectMany(_ => (CardPart[])[new CardText(words), new CardFacts([.. Enumerable.Range(0, 100).Select(i => new CardFact($"{i}", words))])])],
            Links = [new CardLink("Open", "https://members.example/staff")],
        });

        // As it goes out: with escapes for whatever isn't ASCII.
        Assert.True(Encoding.UTF8.GetByteCount(card.ToJsonString(System.Text.Json.JsonSerializerOptions.Web)) <= 28 * 1024, $"{card.ToJsonString(System.Text.Json.JsonSerializerOptions.Web).Length}");
        Assert.Contains("There is more on the staff page.", card.ToJsonString());
    }

    [Fact]
    public void A_sign_of_two_halves_is_not_cut_apart()
    {
        var card = CardJson.Of(new Card("Title") { Parts = [new CardText("x" + string.Concat(Enumerable.Repeat("\U0001F600", 600)))] });

        Assert.EndsWith("\U0001F600\u2026", (string)card["body"]![1]!["text"]!);
    }
}

using System.Text.RegularExpressions;
using MemberServices.Pages;

namespace MemberServices.Tests.Pages;

public class WhenTheBrandHasAColor
{
    [Theory]
    [InlineData("#14507a")]
    [InlineData("#000000")]
    [InlineData("#7a1414")]
    [InlineData("#5b2d8e")]
    [InlineData("#006400")]
    [InlineData("#767600")]
    public void It_can_be_read_on_every_ground_in_light_and_dark(string color)
    {
        var style = new Stylesheet(Rendering.Policies.Brand with { Color = color });

        var accents = Regex.Matches(style.Page, "--accent:\\s*(#[0-9a-f]{6})").Select(match => Color.Parse(match.Groups[1].Value)).ToList();
        Color[] light = [Variable(style, "card", 0), Variable(style, "page", 0), Variable(style, "tint", 0)];
        Color[] dark = [Variable(style, "card", 1), Variable(style, "page", 1), Variable(style, "tint", 1)];
        Assert.All(light, ground => Assert.True(accents[^2].Contrast(ground) >= 4.5, $"{accents[^2]} on {ground}"));
        Assert.All(dark, ground => Assert.True(accents[^1].Contrast(ground) >= 4.5, $"{accents[^1]} on {ground}"));
        Assert.True(accents[^2].Contrast(Variable(style, "on-accent", 0)) >= 4.5);
        Assert.True(accents[^1].Contrast(Variable(style, "on-accent", 1)) >= 4.5);
    }

    [Fact]
    public void Every_other_color_of_text_can_be_read_too()
    {
        var style = Rendering.Get<Stylesheet>();

        foreach (var scheme in new[] { 0, 1 })
        {
            foreach (var (text, ground) in new[]
            {
                ("ink", "page"), ("ink", "card"), ("ink", "tint"), ("soft", "page"), ("soft", "card"), ("soft", "tint"), ("good", "good-tint"),
                ("bad", "bad-tint"), ("bad", "card"), ("bad", "tint"), ("warn", "warn-tint"), ("ink", "good-tint"), ("ink", "bad-tint"), ("ink", "warn-tint"),
            })
            {
                var contrast = Variable(style, text, scheme).Contrast(Variable(style, ground, scheme));
                Assert.True(contrast >= 4.5, $"{text} on {ground} in scheme {scheme}: {contrast:0.00}");
            }

            Assert.True(Variable(style, "field", scheme).Contrast(Variable(style, "card", scheme)) >= 3, "the edge of a field");
        }
    }

    static Color Variable(Stylesheet style, string name, int scheme) =>
        Color.Parse(Regex.Matches(style.Page, $"--{name}:\\s*(#[0-9a-f]{{6}})")[scheme].Groups[1].Value);
}

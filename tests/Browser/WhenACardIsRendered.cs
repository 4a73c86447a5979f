using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Teams;
using MemberServices.Tests.Teams;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>Cards, read and rendered by the package that Teams renders them with, and its Markdown; <c>./test</c> gets them by npm.</summary>
public sealed class WhenACardIsRendered(Chromium chromium)
{
    static readonly string Modules = Path.Combine(Repository.Root, ".tools/cards/node_modules");

    const string Hostile =
        "Jane *bold* _soft_ [link](https://evil.example) `code` <b>tag</b> &lt;i&gt; ~~gone~~ \\*\n# heading\n- item\n+ item\n1. item\n> quote\n---\n![image](https://evil.example/x.png)";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_one_is_valid_for_the_version_that_it_claims_and_looks_right(int width)
    {
        await using var mls = await Mls.StartAsync();
        var id = (await mls.Types(Cast.Sarah, Mls.Enroll(Cast.Jane with { MemberFullName = "Jane *Doe* [x](https://evil.example)" }))).Facts["Case"];
        var cards = new List<(string Name, JsonElement Json)>();
        foreach (var text in new[]
        {
            "help", "help enroll", "dance", "enroll name: Jane", $"status {id}", "find jane", "find nobody", $"resend {id} {Hostile}", $"retry {id} Now", "work", "away",
            "away from: 2026-03-09; until: 2026-03-13; stand-in: Diego Santos",
        })
        {
            cards.Add((text, (await mls.Types(Cast.Sarah, text)).Json));
        }
        await mls.Advance(days: 9.5);
        cards.Add(("work-listed", (await mls.Types(Cast.Sarah, "work")).Json));
        cards.Add(("taken", (await mls.Types(Cast.Sarah, $"take {id}")).Json));
        cards.Add(("too-late", (await mls.Types(Cast.Diego, $"take {id}")).Json));
        cards.Add(("no-role", (await mls.Types(mls.ActivityOf((string?)null, "help"))).Json));
        await mls.Advance(days: 4);
        cards.AddRange(mls.Teams.Newest(null, 20).Select((post, i) => ($"alert-{i}", post.Card!.Value)));

        var page = await OpenAsync(width);
        foreach (var (name, json) in cards)
        {
            Assert.Empty(await page.EvaluateAsync<string[]>("card => render(card).problems", json.GetRawText()));
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            {
                var file = string.Concat($"card-{name[..Math.Min(name.Length, 30)]}-{width}".Select(c => char.IsLetterOrDigit(c) ? c : '-'));
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, file + ".png") });
            }
        }

        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task What_somebody_typed_is_shown_as_it_is()
    {
        var page = await OpenAsync(1280);
        var card = CardJson.Of(new Card(Hostile) { Parts = [new CardText(Hostile), new CardFacts(new CardFact("Reason", Hostile))] });

        await page.EvaluateAsync("card => render(card)", card.ToJsonString());

        var shown = await page.Locator("#card").InnerTextAsync();
        Assert.All(Hostile.Split('\n'), line => Assert.Equal(3, shown.Split('\n').Count(each => each.Trim() == line)));
        Assert.Equal(0, await page.Locator("#card").Locator("em, strong, a, ul, ol, li, code, pre, h1, h2, h3, blockquote, hr, del, s, img, b, i").CountAsync());
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task What_the_version_does_not_have_is_found()
    {
        var page = await OpenAsync(1280);
        var card = CardJson.Of(new Card("Title"));
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "Table", ["columns"] = new JsonArray() });
        card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "No address" });

        Assert.Equal(2, (await page.EvaluateAsync<string[]>("card => render(card).problems", card.ToJsonString())).Length);
        await page.Context.DisposeAsync();
    }

    async Task<IPage> OpenAsync(int width)
    {
        Needs.Or(System.IO.Directory.Exists(Modules), "The reader of Adaptive Cards is missing: ./test gets it by npm.");
        var page = await chromium.OpenAsync(width);
        await page.SetContentAsync(
            """<!DOCTYPE html><meta name="viewport" content="width=device-width"><style>body{margin:12px;font-family:"Segoe UI",sans-serif;background:#f5f5f5}#card{max-width:480px;background:#fff;border:1px solid #ddd;border-radius:6px}</style><div id="card"></div>""");
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Modules, "adaptivecards/dist/adaptivecards.min.js") });
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Modules, "markdown-it/dist/markdown-it.min.js") });
        await page.AddScriptTagAsync(new() { Content = Script });
        return page;
    }

    /// <summary>Reads a card as its own version has it, renders it, and tells what is wrong.</summary>
    const string Script = """
        const markdown = window.markdownit();
        AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true; };
        window.render = text => {
            const json = JSON.parse(text);
            const problems = [];
            const version = AdaptiveCards.Version.parse(json.version, new AdaptiveCards.SerializationContext());
            const context = new AdaptiveCards.SerializationContext(version);
            const card = new AdaptiveCards.AdaptiveCard();
            card.hostConfig = new AdaptiveCards.HostConfig({ fontFamily: '"Segoe UI", sans-serif' });
            card.parse(json, context);
            for (let i = 0; i < context.eventCount; i++) problems.push(context.getEventAt(i).message);
            for (const each of card.validateProperties().validationEvents) problems.push(each.message);
            document.getElementById('card').replaceChildren(card.render());
            return { problems };
        };
        """;
}

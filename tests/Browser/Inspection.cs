using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>What every page must be, whatever it shows.</summary>
static class Inspection
{
    /// <summary>What is in every text that somebody typed, in a test with such texts.</summary>
    public const string Typed = "Quetzalcoatl";

    /// <summary>
    /// In light and dark: axe-core finds nothing, nothing is cut off at the side, and fingers hit what they aim at. With the
    /// system's own colors, what can be pressed and what is chosen has an edge. The focus is seen. What people typed writes
    /// in its own direction.
    /// </summary>
    public static async Task Inspect(this IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
#pragma warning disable CS0618 // The other way opens a page of its own for each run, and now and then never comes back from it.
            var found = await page.Locator("html").RunAxeLegacy(scheme == ColorScheme.Light ? new() : OnlyColors);
#pragma warning restore CS0618
            Assert.True(found.Violations.Length == 0, $"{await page.TitleAsync()} in {scheme}: " + string.Join("; ", found.Violations.Select(
                each => $"{each.Impact} {each.Id}, {each.Help}: {string.Join(", ", each.Nodes.Select(node => node.Html))}")));
        }

        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Equal("", await page.EvaluateAsync<string>(TooSmall));
        Assert.Equal("", await page.EvaluateAsync<string>(Unfocused));
        Assert.Equal("", await page.EvaluateAsync<string>(Directed, Typed));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        Assert.Equal("", await page.EvaluateAsync<string>(Edgeless));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
    }

    /// <summary>Opens a page (null: it is open), and inspects it. With SCREENSHOTS set to a folder, keeps a picture of each page there; with SCREENSHOTS_FORCED as well, one in the system's own colors.</summary>
    public static async Task Look(this IPage page, string? address, string name)
    {
        if (address is not null)
        {
            await page.GotoAsync(address);
        }

        await page.Inspect();
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.EvaluateAsync("scrollTo(0, 0)");
                var file = string.Concat($"{name}-{page.ViewportSize!.Width}-{scheme}".Select(c => char.IsLetterOrDigit(c) ? c : '-'));
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, file + ".png") });
            }
            if (Environment.GetEnvironmentVariable("SCREENSHOTS_FORCED") is { Length: > 0 })
            {
                await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, $"{name}-{page.ViewportSize!.Width}-Forced.png") });
                await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
            }
        }
    }

    // Nothing else differs between the two.
    static readonly AxeRunOptions OnlyColors = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast"] } };

    const string Unfocused = """
        (() => {
            const found = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
                .filter(each => each.checkVisibility() && each.tabIndex >= 0)
                .filter(each => { each.focus({ focusVisible: true }); return getComputedStyle(each).outlineStyle === 'none'; });
            document.activeElement.blur();
            return found.map(each => each.outerHTML).join('\n');
        })()
        """;

    const string Directed = """
        typed => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
                const node = walker.currentNode;
                if (node.textContent.includes(typed) && !node.parentElement.closest('[dir=auto], bdi, .letter-preview')) found.push(node.parentElement.outerHTML);
            }
            const fields = [...document.querySelectorAll('input, textarea')].filter(each => each.value.includes(typed) && each.type !== 'hidden' && each.dir !== 'auto');
            return [...found, ...fields.map(each => each.outerHTML)].join('\n');
        }
        """;

    const string Edgeless = """
        [...document.querySelectorAll('button:not([aria-hidden]), .button, .choice:has(input:checked), .note, input[type=text], select, textarea')]
            .filter(each => each.checkVisibility())
            .filter(each => { const style = getComputedStyle(each); return style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) < 1; })
            .map(each => each.outerHTML).join('\n')
        """;

    const string TooSmall = """
        [...document.querySelectorAll('button:not([aria-hidden]), .button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, label:has(input)')]
            .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < (document.body.className === 'staff' && innerWidth >= 640 ? (each.closest('.confirm') ? 24 : 32) : 44))
            .map(each => each.outerHTML).join('\n')
        """;
}

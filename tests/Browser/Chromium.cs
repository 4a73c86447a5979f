using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(MemberServices.Tests.Browser.Chromium))]

namespace MemberServices.Tests.Browser;

/// <summary>
/// The browser of the browser tests, started when a test first asks for it: what the variable CHROMIUM names, else the
/// system's <c>/usr/bin/chromium</c>, else Playwright's own. Tests are skipped where there is none.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>Where <c>./test</c> puts Playwright's own browser.</summary>
    static readonly string Downloads = Path.Combine(Repository.Root, ".tools/browsers");

    static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    readonly Lazy<Task<IBrowser>> browser;
    IPlaywright? playwright;

    public Chromium() => browser = new(StartAsync);

    /// <summary>A page in a context of its own: nothing is shared with other tests. Dispose it with its context.</summary>
    /// <param name="width">In CSS pixels; 390 is a phone.</param>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900, bool javaScript = true)
    {
        Needs.Or(
            Executable() is not null || System.IO.Directory.Exists(Downloads),
            "Chromium isn't installed. To get it: ./test");
        var context = await (await browser.Value).NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = javaScript,
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser.IsValueCreated)
        {
            await (await browser.Value).DisposeAsync();
            playwright?.Dispose();
        }
    }

    static string? Executable() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    async Task<IBrowser> StartAsync()
    {
        if (System.IO.Directory.Exists(Downloads))
        {
            Environment.SetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH", Downloads);
        }

        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable(), Args = Arguments });
    }
}

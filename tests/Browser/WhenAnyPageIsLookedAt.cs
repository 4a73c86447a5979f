using Local.Email;
using MemberServices.Tests.Pages;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

public sealed class WhenAnyPageIsLookedAt(Chromium chromium)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Everybody_can_read_and_use_it(int width)
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync(width);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        static bool IsStatus(string complaint) => complaint.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal);

        await Look(page, mls.At("/enroll"), "form");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Look(page, null, "form-errors");
        await Look(page, mls.At("/enroll/received"), "received");
        await Look(page, mls.At("/"), "start");
        await Look(page, mls.At("/nothing/here"), "unknown-address");
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await Look(page, mls.Inbox(Cast.Jane).Link("Open the application").AbsoluteUri, "confirm");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Look(page, null, "confirm-errors");
        await mls.Confirms(Cast.Jane);
        await Look(page, mls.Inbox(Cast.Jane).Link("Open the application").AbsoluteUri, "confirmed");
        await Look(page, mls.Progress(Cast.Jane).AbsoluteUri, "progress");
        await Look(page, mls.Request(Cast.Bob).AbsoluteUri, "approval");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Look(page, null, "approval-errors");
        await page.GetByLabel("Decline").First.CheckAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Look(page, null, "approval-decline");
        var expired = mls.Request(Cast.Bob);
        await mls.Advance(days: 21);
        await Look(page, expired.AbsoluteUri, "approval-expired");
        await Look(page, mls.Progress(Cast.Jane).AbsoluteUri, "progress-expired");

        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await Look(page, mls.Request(Cast.Bob).AbsoluteUri, "approval-decided");
        await Look(page, mls.Progress(Cast.Jane).AbsoluteUri, "progress-active");
        await Look(page, mls.At("/enrollments/unknown"), "unknown");
        Assert.DoesNotContain(complaints, complaint => !IsStatus(complaint));
        foreach (var mail in mls.Machine.Part<Inbox>().All.DistinctBy(mail => mail.Subject))
        {
            // Away from our pages, whose policy would hold for the mail as well.
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await Look(page, null, $"mail-{mail.Subject}");
        }

        await page.Context.DisposeAsync();
    }

    /// <summary>With SCREENSHOTS set to a folder, keeps a picture of each page there.</summary>
    static async Task Look(IPage page, string? address, string name)
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
                var file = string.Concat($"{name}-{page.ViewportSize!.Width}-{scheme}".Select(c => char.IsLetterOrDigit(c) ? c : '-'));
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, file + ".png") });
            }
        }
    }
}

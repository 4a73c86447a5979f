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

        await page.Look(mls.At("/enroll"), "form");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "form-errors");
        await page.Look(mls.At("/enroll/received"), "received");
        await page.Look(mls.At("/"), "start");
        await page.Look(mls.At("/my-cases"), "my-cases");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "my-cases-errors");
        await page.GetByLabel("Email").FillAsync(Cast.Quilla.MemberEmail);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "my-cases-sent");
        await page.Look(mls.At("/nothing/here"), "unknown-address");
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await page.Look(mls.Inbox(Cast.Jane).Link("Open the application").AbsoluteUri, "confirm");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "confirm-errors");
        await mls.Confirms(Cast.Jane);
        await page.Look(mls.Inbox(Cast.Jane).Link("Open the application").AbsoluteUri, "confirmed");
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri, "progress");
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri + "/take-back", "take-back");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "take-back-errors");
        await page.Look(mls.Request(Cast.Bob).AbsoluteUri, "approval");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "approval-errors");
        await page.GetByLabel("Decline").First.CheckAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Look(null, "approval-decline");
        var expired = mls.Request(Cast.Bob);
        await mls.Advance(days: 21);
        await page.Look(expired.AbsoluteUri, "approval-expired");
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri, "progress-expired");

        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await page.Look(mls.Request(Cast.Bob).AbsoluteUri, "approval-decided");
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri, "progress-active");
        await page.Look(mls.At("/enrollments/unknown"), "unknown");
        Assert.DoesNotContain(complaints, complaint => !IsStatus(complaint));
        foreach (var mail in mls.Machine.Part<Inbox>().All.DistinctBy(mail => mail.Subject))
        {
            // Away from our pages, whose policy would hold for the mail as well.
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await page.Look(null, $"mail-{mail.Subject}");
        }

        await page.Context.DisposeAsync();
    }
}

using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>The try-out's channels, by clicking and typing.</summary>
public sealed class WhenStaffTypeInTeams(Chromium chromium)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task They_are_answered_on_the_page(int width)
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync(width);
        await page.GotoAsync(mls.At("/local"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Teams", Exact = true }).ClickAsync();

        await Type(page, Mls.Enroll(Cast.Jane with { MemberFullName = $"Jane {Inspection.Typed}" }), "is opened for Jane");
        await Type(page, $"find {new string('W', 90)}{Inspection.Typed}", "This can’t be done yet");
        await Type(page, "help", "What you can type here");
        await page.Look(null, "local-teams-written");
        await mls.Advance(days: 14);
        await page.GetByRole(AriaRole.Link, new() { Name = "Level1" }).ClickAsync();
        await page.GetByText("New for Level I support").WaitForAsync();
        await page.Look(null, "local-teams-channel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to the channel" }).ClickAsync();
        await page.GetByText("Write a command, such as help.").WaitForAsync();
        await page.Look(null, "local-teams-refused");
        await page.Context.DisposeAsync();
    }

    static async Task Type(IPage page, string text, string answer)
    {
        await page.GetByLabel("Who writes").SelectOptionAsync(new SelectOptionValue { Label = "Sarah Lindqvist" });
        await page.GetByLabel("What they write").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to the channel" }).ClickAsync();
        await page.GetByText(answer).First.WaitForAsync();
    }
}

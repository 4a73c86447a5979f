using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>The try-out under /local, as somebody who looks at the product for the first time walks it: by clicking only.</summary>
public sealed class WhenTheStoryIsWalked(Chromium chromium)
{
    // The inspection is a script itself.
    bool isInspected = true;

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task Each_step_leads_to_the_next_one(int width, bool javaScript)
    {
        isInspected = javaScript;
        await using var mls = await Mls.StartAsync(Mls.AsShipped);
        mls.Systems.AnswersAfter = TimeSpan.FromHours(1);
        var story = await chromium.OpenAsync(width, javaScript: javaScript);
        await story.GotoAsync(mls.At("/local"));
        await Next(story, 1);

        var form = await Follow(story.GetByRole(AriaRole.Link, new() { Name = "Open the form" }));
        await WhenAnAgentEnrolls.FillIn(form);
        await Press(form, "Send application", "We wrote to you");
        await Return(form, story, 2);

        await Click(story, "Read the mail");
        var confirmation = await Follow(Mail(story).GetByRole(AriaRole.Link, new() { Name = "Open the application" }).First);
        await confirmation.GetByLabel("Yes, this is my application").CheckAsync();
        await Press(confirmation, "Send my answer", "Thank you. Your application is on its way");
        await Back(story);
        await Return(confirmation, story, 3);

        await story.GetByRole(AriaRole.Button, new() { Name = "Move to " }).ClickAsync();
        await Next(story, 4);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);

        await Click(story, "Open the broker’s mail");
        var decision = await Follow(Mail(story).GetByRole(AriaRole.Link, new() { Name = "Review" }).First);
        await decision.GetByLabel("Approve").CheckAsync();
        await decision.GetByLabel("this is my decision").CheckAsync();
        await Press(decision, "Send my decision", "This application was approved");
        await Back(story);
        await Return(decision, story, 5);

        await story.GetByRole(AriaRole.Button, new() { Name = "Let two hours pass" }).ClickAsync();
        await Next(story, 6);

        await Click(story, "Open the welcome mail");
        var invitation = await Follow(Mail(story).GetByRole(AriaRole.Link, new() { Name = "Accept your access" }).First);
        await Look(invitation, "invitation");
        await Press(invitation, "Accept", "The invitation is accepted");
        await Look(invitation, "accepted");
        await Back(story);
        await Return(invitation, story, 7);
        Assert.Equal((1, 1), mls.Graph.Guests);

        await story.GetByRole(AriaRole.Button, new() { Name = "Record the next item" }).ClickAsync();
        await Next(story, 7);
        await story.GetByRole(AriaRole.Button, new() { Name = "Record the next item" }).ClickAsync();
        await Next(story, 8);

        var member = await Follow(story.GetByRole(AriaRole.Link, new() { Name = "Open the member’s page" }));
        await Expect(member, "You are a member");
        await story.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_application_that_ended_leads_to_another_one(int width)
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        await mls.Declines(Cast.Bob, "No license");
        var story = await chromium.OpenAsync(width);
        await story.GotoAsync(mls.At("/local"));

        await Look(story, "ended");
        Assert.Equal(0, await story.Locator("[aria-current=step]").CountAsync());
        await Expect(await Follow(story.GetByRole(AriaRole.Link, new() { Name = "Apply again" })), "Apply for membership");
        await story.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_clock_is_moved_by_its_buttons()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        var page = await chromium.OpenAsync(390);
        await page.GotoAsync(mls.At("/local/clock"));
        await Look(page, "clock");

        await page.GetByRole(AriaRole.Button, new() { Name = "1 hour" }).ClickAsync();
        await page.WaitForURLAsync("**/local/clock");
        Assert.Equal(Mls.MondayMorning.AddHours(1), mls.Now);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to it" }).ClickAsync();
        await page.GetByText("Mar 4, 2026").First.WaitForAsync();
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
        await page.GetByLabel("days.hours").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Look(page, "clock-refused");
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_local_page_can_be_read_and_used(int width)
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        var page = await chromium.OpenAsync(width);
        foreach (var path in new[] { "/local", "/local/inbox", "/local/clock", "/local/systems", "/local/bus", "/local/graph", "/local/nothing" })
        {
            await page.GotoAsync(mls.At(path));
            await Look(page, path);
        }

        await page.GotoAsync(mls.At("/local/inbox"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Let mails to this address bounce" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Let mails to this address arrive again" }).WaitForAsync();
        await Look(page, "bouncing");
        await page.GotoAsync(mls.At("/local"));
        await page.GetByText("Every address of the app").ClickAsync();
        await Look(page, "addresses");
        await page.Context.DisposeAsync();
    }

    /// <summary>Clicks on a link that opens a tab of its own.</summary>
    static async Task<IPage> Follow(ILocator link)
    {
        var tab = await link.Page.RunAndWaitForPopupAsync(() => link.ClickAsync());
        await tab.WaitForLoadStateAsync();
        return tab;
    }

    static IFrameLocator Mail(IPage page) => page.FrameLocator("iframe");

    static Task Click(IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();

    static async Task Press(IPage page, string button, string heading)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page, heading);
    }

    async Task Back(IPage story)
    {
        await Look(story, "mail");
        await Click(story, "Back to the story");
    }

    /// <summary>Closes a tab, and looks again in the first one, where a step is next now.</summary>
    async Task Return(IPage tab, IPage story, int step)
    {
        await tab.CloseAsync();
        await Click(story, "look again");
        await Next(story, step);
    }

    async Task Next(IPage story, int step)
    {
        await story.Locator($".story > li:nth-child({step})[aria-current=step]").WaitForAsync();
        Assert.Equal(step - 1, await story.Locator(".story > .done").CountAsync());
        await Look(story, $"step-{step}");
    }

    static Task Expect(IPage page, string heading) => page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = heading }).WaitForAsync();

    async Task Look(IPage page, string name)
    {
        if (isInspected)
        {
            await page.Look(null, $"local-{name}");
        }
    }
}

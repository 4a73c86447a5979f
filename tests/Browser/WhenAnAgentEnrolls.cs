using MemberServices.Tests.Pages;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

public sealed class WhenAnAgentEnrolls(Chromium chromium)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task They_apply_the_broker_approves_from_the_mail_and_the_progress_page_says_member(int width, bool javaScript)
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync(width, javaScript: javaScript);

        await page.GotoAsync(mls.At("/enroll"));
        await FillIn(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send application" }).ClickAsync();
        await Expect(page, "We wrote to you");
        await mls.Settle();
        await Confirm(mls, page);

        await page.GotoAsync(mls.Request(Cast.Bob).AbsoluteUri);
        await Expect(page, "Is this your agent?");
        Assert.Equal(0, await page.Locator("input:checked").CountAsync());
        await page.GetByLabel("Approve").CheckAsync();
        await page.GetByLabel("this is my decision").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send my decision" }).ClickAsync();
        await Expect(page, "This application was approved");
        await mls.Settle();

        await page.GotoAsync(mls.Progress(Cast.Jane).AbsoluteUri);
        await Expect(page, "You are a member");
        Assert.Contains("Completed\nDone", await page.Locator("main").InnerTextAsync());
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_form_with_mistakes_leads_the_keyboard_to_each_of_them()
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync();
        await page.GotoAsync(mls.At("/enroll"));
        await FillIn(page);
        await page.GetByLabel("Email").FillAsync("jane@");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page, "Apply for membership");
        Assert.Equal("problem", await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-labelledby')"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("memberEmail", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("Jane Doe", await page.GetByLabel("Full name").InputValueAsync());
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Loading_a_page_again_after_sending_sends_nothing_again()
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync();
        await page.GotoAsync(mls.At("/enroll"));
        await FillIn(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send application" }).ClickAsync();
        await Expect(page, "We wrote to you");
        await page.ReloadAsync();
        await page.GoBackAsync();
        await FillIn(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send application" }).ClickAsync();
        await Expect(page, "We wrote to you");
        await mls.Settle();
        await Confirm(mls, page);
        await page.ReloadAsync();

        // The form that was opened again is another one, so its mailbox is asked again.
        Assert.Equal(3, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task What_an_answer_needs_appears_when_it_is_chosen()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        var page = await chromium.OpenAsync(390, javaScript: false);
        await page.GotoAsync(mls.Request(Cast.Bob).AbsoluteUri);
        var (reason, colleague) = (page.GetByLabel("Why do you decline?"), page.GetByLabel("Who should decide?"));

        Assert.False(await reason.IsVisibleAsync());
        await page.GetByLabel("Decline", new() { Exact = false }).First.CheckAsync();
        Assert.True(await reason.IsVisibleAsync());
        await page.GetByLabel("Hand over").CheckAsync();
        Assert.False(await reason.IsVisibleAsync());
        Assert.True(await colleague.IsVisibleAsync());
        await page.Context.DisposeAsync();
    }

    /// <summary>Opens the first mail's link and says that it was them.</summary>
    static async Task Confirm(Mls mls, IPage page)
    {
        await page.GotoAsync(mls.Inbox(Cast.Jane).Link("Open the application").AbsoluteUri);
        await Expect(page, "Did you apply?");
        Assert.Equal(0, await page.Locator("input:checked").CountAsync());
        await page.GetByLabel("Yes, this is my application").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send my answer" }).ClickAsync();
        await Expect(page, "Thank you. Your application is on its way");
        await mls.Settle();
    }

    internal static async Task FillIn(IPage page)
    {
        await page.GetByLabel("Full name").FillAsync(Cast.Jane.MemberFullName);
        await page.GetByLabel("Email").FillAsync(Cast.Jane.MemberEmail);
        await page.GetByLabel("Phone").FillAsync(Cast.Jane.MemberPreferredPhone);
        await page.GetByLabel("State").SelectOptionAsync(Cast.Jane.MemberStateLicenseState);
        await page.GetByLabel("License number").FillAsync(Cast.Jane.MemberStateLicense);
        await page.GetByLabel("Office").SelectOptionAsync(Cast.Jane.OfficeKey);
        await page.GetByLabel("Apply as").SelectOptionAsync(Cast.Jane.MemberType);
        await page.GetByLabel("I have read the Rules and Regulations").CheckAsync();
    }

    static async Task Expect(IPage page, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = heading }).WaitForAsync();
    }
}

using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

public sealed class WhenStaffWork(Chromium chromium)
{
    static readonly string LongWord = Inspection.Typed + new string('W', 64 - Inspection.Typed.Length);

    static readonly Application LongJane = Cast.Jane with
    {
        MemberFullName = $"{LongWord} {new string('m', 35)}",
        MemberEmail = $"{new string('j', 64)}@{new string('e', 60)}.{new string('x', 60)}.example",
        MemberPreferredPhone = "512-555-0100 x123456",
        MemberStateLicense = "123456789012",
    };

    static readonly Office LongOffice = Cast.Lakeview with
    {
        OfficeName = $"{LongWord} {string.Join(' ', Enumerable.Repeat("Realty and Homes", 8))}",
        Brokers = [.. Cast.Lakeview.Brokers.Select(broker => broker with { MemberFullName = $"{broker.MemberFullName} {LongWord}" })],
    };

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task Everybody_can_read_and_use_each_page(int width, bool isLong)
    {
        await using var mls = await Mls.StartAsync();
        var jane = isLong ? LongJane : Cast.Jane;
        var reason = isLong ? string.Concat(Enumerable.Repeat(LongWord, 15)) : "He called and asked for a new link";
        if (isLong)
        {
            await mls.AddsOffice(LongOffice);
        }
        var page = await chromium.OpenAsync(width);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        Task Look(string? path, string name) => page.Look(path is null ? null : mls.At(path), (isLong ? "long-staff-" : "staff-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        await SignIn(mls, page);
        await Look(null, "work-empty");
        var id = await mls.Applies(jane);
        await Look($"/staff/cases/{id}", "case");
        await Look($"/staff/cases/{id}/approve-on-behalf", "case-open");
        await Press("Approve on behalf");
        await Look(null, "case-errors");
        await Look($"/staff/cases/{id}/correct", "case-correct");
        await Look($"/staff/cases/{id}/reassign", "case-reassign");
        await page.GotoAsync(mls.At($"/staff/cases/{id}/resend"));
        await page.Locator("#resend-reason").FillAsync(reason);
        await Press("Resend the link");
        await mls.Settle();
        await Look(null, "case-done");
        await page.GotoAsync(mls.At($"/staff/cases/{id}/resend"));
        await page.Locator("#resend-reason").FillAsync(reason);
        await mls.HandsOver(Cast.Bob, Cast.Dana);
        await Press("Resend the link");
        await Look(null, "case-quicker");
        await mls.Advance(days: 10);
        await Look("/staff", "work");
        await page.GetByRole(AriaRole.Link, new() { Name = "Hand over" }).First.ClickAsync();
        await Look(null, "work-hand-over");
        await Press("Hand it over");
        await Look(null, "work-errors");
        await page.Locator("form[action$='/take'] button").ClickAsync();
        await mls.Settle();
        await Look(null, "work-taken");
        await page.GetByRole(AriaRole.Link, new() { Name = "Done" }).First.ClickAsync();
        await Look(null, "work-outcome");
        await Look($"/staff/cases/{id}/withdraw", "withdraw");
        await Press("Withdraw");
        await Look(null, "withdraw-errors");
        await page.Locator("#withdraw-reason").FillAsync(reason);
        await Press("Withdraw");
        await mls.Settle();
        await Look(null, "case-ended");
        await Look("/staff/enrollments", "enrollments");
        await Look("/staff/enrollments?stage=access", "enrollments-empty");
        await Look("/staff/enrollments/new", "new");
        await Press("Open the enrollment");
        await Look(null, "new-errors");
        await Look("/staff/offices", "offices");
        await Look("/staff/offices/lakeview", "office");
        await Look("/staff/offices/lakeview/edit", "office-edit");
        await page.GetByLabel("Broker of record").SelectOptionAsync("dana");
        await page.GetByLabel("Why").FillAsync(reason);
        await Press("Change the office");
        await Look(null, "office-changed");
        await Look("/staff/search?q=" + (isLong ? Inspection.Typed : "jane"), "search");
        await Look("/staff/search?q=nobodyiscalledso", "search-empty");
        await Look("/staff/members", "members");
        await Look($"/staff/members/{jane.MemberKey}", "member");
        await Look("/staff/away", "away");
        await Press("Save");
        await Look(null, "away-errors");
        await Look("/staff/nothing", "nothing");

        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("status of 4", StringComparison.Ordinal));
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task Everybody_can_keep_a_checklist(int width, bool isLong)
    {
        await using var mls = await Mls.StartWithChecklistAsync();
        var jane = isLong ? LongJane : Cast.Jane;
        var reason = isLong ? string.Concat(Enumerable.Repeat(LongWord, 15)) : "She sat in the first row";
        if (isLong)
        {
            await mls.AddsOffice(LongOffice);
        }
        var id = await mls.Enrolls(jane);
        var page = await chromium.OpenAsync(width);
        Task Look(string? path, string name) => page.Look(path is null ? null : mls.At(path), (isLong ? "long-staff-" : "staff-") + name);

        await SignIn(mls, page);
        await Look($"/staff/cases/{id}", "checklist");
        await Look($"/staff/cases/{id}/checklist/orientation-class/waive", "checklist-open");
        await page.Locator("form[action$='/orientation-class/waive'] button").ClickAsync();
        await Look(null, "checklist-errors");
        await page.Locator("#orientation-class-waive-reason").FillAsync(reason);
        await page.Locator("#orientation-class-waive-toMember").FillAsync(reason);
        await page.Locator("form[action$='/orientation-class/waive'] button").ClickAsync();
        await mls.Settle();
        await Look(null, "checklist-waived");
        await mls.Completes(id, "data-license");
        await mls.Advance(days: 31);
        await Look($"/staff/cases/{id}", "checklist-suspended");
        await Look($"/staff/work/{(await mls.WorkOf("trainers"))[0].Id}", "work-item");
        await Look("/staff/search?q=" + (isLong ? Inspection.Typed : "jane"), "search-member");
        await Look($"/staff/members/{jane.MemberKey}", "member-active");
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Work_is_done_by_keyboard_alone_and_without_a_script(int width)
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync(width, javaScript: false);
        await SignIn(mls, page);
        await mls.Applies(Cast.Jane);
        await mls.Advance(days: 9);
        await page.GotoAsync(mls.At("/staff"));

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await Focused(page));
        await Reach(page, "Take “Call the broker: Bob Broker hasn't answered about Jane Doe (TX-123456)”");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("You took “Call the broker").WaitForAsync();
        await Reach(page, "Done with “Call the broker: Bob Broker hasn't answered about Jane Doe (TX-123456)”");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#outcome").WaitForAsync();
        Assert.Equal("outcome", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.TypeAsync("He decides tomorrow");
        await Reach(page, "It is done");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Done: “Call the broker").WaitForAsync();
        Assert.Empty(await mls.WorkItems());
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task An_open_page_stays_fresh_keeps_the_focus_and_can_be_paused()
    {
        await using var mls = await Mls.StartAsync();
        var page = await chromium.OpenAsync();
        await page.Clock.InstallAsync();
        await SignIn(mls, page);
        var id = await mls.Applies(Cast.Jane);
        await page.GotoAsync(mls.At($"/staff/cases/{id}"));
        await page.Locator("#q").FocusAsync();
        await mls.Approves(Cast.Bob);
        await page.Clock.FastForwardAsync(16_000);

        await page.Locator("#promise", new() { HasText = "Completed" }).WaitForAsync();
        Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Contains("has ended: completed", await page.Locator("#alert").TextContentAsync());

        var other = await mls.Applies(Cast.John);
        await page.GotoAsync(mls.At($"/staff/cases/{other}/resend"));
        await page.Locator("#resend-reason").FillAsync("Half a sentence");
        await mls.HandsOver(Cast.Bob, Cast.Dana);
        await page.Clock.FastForwardAsync(16_000);
        await page.Locator("#promise", new() { HasText = "Dana Deputy" }).WaitForAsync();
        Assert.Equal("Half a sentence", await page.Locator("#resend-reason").InputValueAsync());
        Assert.Equal("resend-reason", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause updates" }).ClickAsync();
        await mls.Declines(Cast.Dana, "Not yet");
        await page.Clock.FastForwardAsync(60_000);
        Assert.Contains("Dana Deputy", await page.Locator("#promise").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on updating" }).ClickAsync();
        await page.Clock.FastForwardAsync(16_000);
        await page.Locator("#promise", new() { HasText = "Declined" }).WaitForAsync();
        await page.Context.DisposeAsync();
    }

    static async Task SignIn(Mls mls, IPage page)
    {
        await page.GotoAsync(mls.At("/staff"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sarah Lindqvist" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "My work" }).WaitForAsync();
    }

    /// <summary>Tabs until something with that name has the focus.</summary>
    static async Task Reach(IPage page, string name)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await Focused(page) == name)
            {
                return;
            }
        }
        Assert.Fail($"{name} isn't reached by the keyboard.");
    }

    static async Task<string> Focused(IPage page) => (await page.EvaluateAsync<string>("document.activeElement.textContent")).Trim();
}

using Local.Email;
using MemberServices.Policies;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>A survey's page in each of its states, the preferences and the mails, at every width and in every mode that pages are inspected in.</summary>
public sealed class WhenASurveyIsLookedAt(Chromium chromium)
{
    static readonly string LongWord = Inspection.Typed + new string('W', 80);

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task Everybody_can_read_and_use_it(int width, bool isLong)
    {
        await using var mls = await Mls.StartAskingAsync();
        var jane = isLong ? Cast.Jane with { MemberFullName = $"{LongWord[..90]}", MemberEmail = $"{new string('j', 64)}@{new string('e', 60)}.example" } : Cast.Jane;
        var comment = isLong ? string.Concat(Enumerable.Repeat(LongWord, 15)) : "Sarah called back twice.";
        var page = await chromium.OpenAsync(width);
        Task Look(string? address, string name) => page.Look(address, (isLong ? "survey-long-" : "survey-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        string Link(string label) => mls.SurveyMails(jane)[^1].Link(label).AbsoluteUri;

        await mls.IsMember(jane);
        await mls.IsHelped(jane, Cast.Sarah, isLong ? LongWord : "Photos vanish from listing 11284467");
        await page.GotoAsync(mls.Inbox(jane).Link("Open your ticket").AbsoluteUri);
        await page.GetByLabel("Yes", new() { Exact = false }).First.CheckAsync();
        await Press("Send my answer");
        await mls.Settle();
        await Look(null, "on-the-ticket");
        await mls.Advance(hours: 1);
        await Look(Link("Very satisfied"), "filled-in");
        await Press("Send");
        await Look(null, "errors");
        await page.GetByLabel("Probably", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("10", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Anything we should know?").FillAsync(comment);
        await Press("Send");
        await mls.Settle();
        await Look(null, "thanks");
        await page.GetByText("Change my answer").ClickAsync();
        await Look(null, "change");
        await page.GetByLabel("Very dissatisfied").CheckAsync();
        await Press("Send the change");
        await mls.Settle();
        await Look(null, "low");
        await Look(Link("Don’t ask me again"), "preferences");
        await Press("Save my choice");
        await Look(null, "preferences-errors");
        await page.GetByLabel("No, don’t ask me").CheckAsync();
        await Press("Save my choice");
        await Look(null, "preferences-out");
        await mls.Prefers(jane, "yes");
        await mls.Finishes(Assert.Single(await mls.WorkItems(StaffRoles.Managers)), Cast.Marcus, "Apologized");
        await mls.Settle();
        await mls.Advance(days: 30);
        await Look(Link("No, it isn’t"), "better");
        await Press("Send");
        await Look(null, "better-errors");
        await mls.Advance(days: 44);
        await Look(Link("Yes, it is better"), "long-over");

        await mls.IsAsked(jane, Cast.Tom);
        await mls.Advance(days: 20);
        await Look(Link("Satisfied"), "late");

        foreach (var mail in mls.Machine.Part<Inbox>().All.Where(mail => mail.Subject.Contains("(SV-", StringComparison.Ordinal) || mail.Subject.StartsWith("How members", StringComparison.Ordinal)).DistinctBy(mail => mail.Subject[..15]))
        {
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await Look(null, $"mail-{mail.Subject[..Math.Min(40, mail.Subject.Length)]}");
        }
        await page.Context.DisposeAsync();
    }
}

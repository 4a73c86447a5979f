using Local.Email;
using MemberServices.Onboarding.Applying;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>The form for a complaint, its page in each of its states and the mails, at every width and in every mode that pages are inspected in.</summary>
public sealed class WhenAComplaintIsLookedAt(Chromium chromium)
{
    static readonly string LongWord = Inspection.Typed + new string('W', 80);

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task Everybody_can_read_and_use_it(int width, bool isLong)
    {
        await using var mls = await Mls.StartAsync();
        var jane = isLong ? Cast.Jane with { MemberFullName = $"{LongWord[..90]}", MemberEmail = $"{new string('j', 64)}@{new string('e', 60)}.example" } : Cast.Jane;
        var text = isLong ? string.Concat(Enumerable.Repeat(LongWord, 20)) : "You charged me twice.\nNobody answered my emails.";
        var page = await chromium.OpenAsync(width);
        Task Look(string? address, string name) => page.Look(address, (isLong ? "complaint-long-" : "complaint-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        string Page() => mls.Inbox(jane).Link("Open your complaint").AbsoluteUri;

        await Look(mls.At("/"), "start");
        await page.GetByRole(AriaRole.Contentinfo).GetByText("Make a complaint").ClickAsync();
        await Look(null, "form");
        await Press("Send my complaint");
        await Look(null, "form-errors");
        await page.GetByLabel("Full name").FillAsync(jane.MemberFullName);
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync(jane.MemberEmail);
        await page.GetByLabel("What is it about?").SelectOptionAsync("billing");
        await page.GetByLabel("Is it about somebody who works for us?").FillAsync(isLong ? LongWord : "Diego Santos");
        await page.GetByLabel("What happened, and what would put it right?").FillAsync(text);
        await Press("Send my complaint");
        await mls.Settle();
        await Look(null, "received");
        var confirm = mls.Inbox(jane).Link("Open the complaint").AbsoluteUri;
        await Look(confirm, "confirm");
        await Press("Send my answer");
        await Look(null, "confirm-errors");
        await page.GetByLabel("Yes, this is my complaint").CheckAsync();
        await Press("Send my answer");
        await mls.Settle();
        await Look(null, "confirmed");
        var id = Mailbox.Case(mls.Inbox(jane).Latest);

        await Look(Page(), "open");
        await Press("Send it");
        await Look(null, "open-errors");
        await page.GetByLabel("By phone").CheckAsync();
        await Press("Save my choice");
        await Look(null, "choice-errors");
        await page.GetByLabel("Your number").FillAsync("512-555-0100");
        await page.GetByLabel("1:00 PM to 3:00 PM").CheckAsync();
        await Press("Save my choice");
        await mls.Settle();
        await Look(null, "chosen");
        (await mls.OnComplaint(id, "hand-over", Cast.Elena, new { person = Cast.Tom.Email, reason = "Away" })).MustBe(202);
        await Look(Page(), "without-a-number");
        (await mls.OnComplaint(id, "hand-over", Cast.Tom, new { person = Cast.Elena.Email, reason = "Back" })).MustBe(202);
        (await mls.OnComplaint(id, "progress", Cast.Elena, new { text })).MustBe(202);
        await Look(Page(), "progress");
        await mls.Writes(id, Cast.Elena, remedy: "credited-fee", amount: "50");
        await Look(Page(), "letter");
        await page.GetByLabel("In person").CheckAsync();
        await Look(null, "visit");
        await page.GetByText("Take your complaint back").ClickAsync();
        await Look(null, "take-back");
        await Press("Take back my complaint");
        await Look(null, "take-back-errors");
        for (var i = 0; i < 3; i++)
        {
            await mls.UntilTheCall(id);
            await Look(Page(), $"call-{i + 1}");
            (await mls.Calls(id, Cast.Elena, "no")).MustBe(202);
        }
        await Look(mls.Inbox(jane).Link("Yes, I am satisfied").AbsoluteUri, "asked");
        await Press("Send my answers");
        await Look(null, "asked-errors");
        await mls.Advance(days: 8);
        await Look(Page(), "no-answer");
        (await mls.OnComplaintPage(jane, "answer", ("outcome", "no"), ("handling", "yes"), ("said", text))).MustBe(303);
        await Look(Page() + "?done=no", "reopened");
        await mls.Writes(id, Cast.Ruth);
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Ruth, "yes", "yes", "yes")).MustBe(202);
        await Look(Page(), "satisfied");
        await mls.Advance(days: 31);
        await Look(Page(), "long-closed");

        await mls.OpensTicket(jane);
        await Look(mls.Inbox(jane).Link("Open your ticket").AbsoluteUri.Replace("/tickets/", "/complain/", StringComparison.Ordinal), "about-a-ticket");
        foreach (var mail in mls.Machine.Part<Inbox>().All.Where(mail => mail.Subject.Contains("(CP-", StringComparison.Ordinal)).DistinctBy(mail => mail.Subject))
        {
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await Look(null, $"mail-{mail.Subject[..Math.Min(40, mail.Subject.Length)]}");
        }
        await page.Context.DisposeAsync();
    }
}

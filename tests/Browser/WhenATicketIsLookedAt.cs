using Local.Email;
using MemberServices.Onboarding.Applying;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>The contact form, a ticket's page in each of its states and the mails, at every width and in every mode that pages are inspected in.</summary>
public sealed class WhenATicketIsLookedAt(Chromium chromium)
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
        var text = isLong ? string.Concat(Enumerable.Repeat(LongWord, 20)) : "After saving, six of the photos are gone.\nIt happens in two browsers.";
        var page = await chromium.OpenAsync(width);
        Task Look(string? address, string name) => page.Look(address, (isLong ? "ticket-long-" : "ticket-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

        await Look(mls.At("/"), "start");
        await Look(mls.At("/standards"), "standards");
        await Look(mls.At("/contact"), "contact");
        await Press("Send my question");
        await Look(null, "contact-errors");
        await mls.Sends(await mls.WritesToUs(jane, ("text", text), ("subject", isLong ? LongWord : "Photos vanish from listing 11284467")));
        await Look(mls.At("/contact/received"), "contact-received");
        var question = mls.Inbox(jane).Link("Open the question").AbsoluteUri;
        await Look(question, "confirm");
        await Press("Send my answer");
        await Look(null, "confirm-errors");
        (await mls.SaysAsked(jane)).MustBe(303);
        await Look(question, "confirmed");
        var id = Mailbox.Case(mls.Inbox(jane).Latest);
        string Page() => mls.Inbox(jane).Link("Open your ticket").AbsoluteUri;

        await Look(Page(), "open");
        await Press("Send it");
        await Look(null, "open-errors");
        await mls.Does(id, "take", Cast.Sarah);
        await mls.Advance(minutes: 15);
        await mls.Holds(id, Cast.Sarah, isLong ? text : "How large are the six files?");
        await Look(Page(), "waiting");
        await page.GetByText("Ask for a manager").First.ClickAsync();
        await Look(null, "manager");
        await Press("Ask for a manager");
        await Look(null, "manager-errors");
        await mls.Replies(id, "17 to 22 MB.");
        await mls.Does(id, "move", Cast.Sarah, new { level = 2, reason = "Repeatable", toCustomer = "Tom knows photos." });
        await mls.Advance(hours: 1);
        await Look(Page(), "moved");
        await page.GetByText("Solution: ").Last.ClickAsync();
        await Look(null, "clock");
        await mls.Resolves(id, Cast.Tom);
        await Look(Page(), "resolved");
        await page.GetByLabel("Partly").CheckAsync();
        await Press("Send my answer");
        await Look(null, "resolved-errors");
        await mls.SaysSolved(jane, "yes");
        await Look(Page() + "?done=yes", "closed");
        await mls.Advance(days: 20);
        await Look(Page(), "long-closed");
        await mls.OpensTicket(jane);
        await mls.Advance(days: 30);

        foreach (var mail in mls.Machine.Part<Inbox>().All.Where(mail => !mail.Subject.Contains("work item", StringComparison.OrdinalIgnoreCase)).DistinctBy(mail => mail.Subject))
        {
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await Look(null, $"mail-{mail.Subject[..Math.Min(40, mail.Subject.Length)]}");
        }
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task Staff_can_read_and_use_it(int width, bool isLong)
    {
        await using var mls = await Mls.StartAsync();
        var jane = isLong ? Cast.Jane with { MemberFullName = LongWord[..90], MemberEmail = $"{new string('j', 64)}@{new string('e', 60)}.example" } : Cast.Jane;
        var text = isLong ? string.Concat(Enumerable.Repeat(LongWord, 20)) : "After saving, six of the photos are gone.\nIt happens in two browsers.";
        var reason = isLong ? LongWord : "Repeatable, needs the photo service’s log";
        var page = await chromium.OpenAsync(width);
        Task Look(string? path, string name) => page.Look(path is null ? null : mls.At(path), (isLong ? "long-desk-ticket-" : "desk-ticket-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        await page.GotoAsync(mls.At("/staff"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sarah Lindqvist" }).ClickAsync();
        await Look("/staff/tickets", "queue-empty");
        await Look("/staff/tickets/new", "new");
        await Press("Open the ticket");
        await Look(null, "new-errors");
        var id = await mls.OpensTicket(jane, "normal", ("text", text), ("subject", isLong ? LongWord : "Photos vanish from listing 11284467 after saving"));
        await Look($"/staff/cases/{id}", "fresh");
        await Press("Send the answer");
        await Look(null, "answer-errors");
        await mls.Does(id, "take", Cast.Sarah);
        await mls.Advance(minutes: 18);
        await mls.Responds(id, Cast.Sarah, isLong ? text : "Thank you, Jane. I see the listing with 18 of 24 photos. It is not your browser.");
        await mls.Does(id, "move", Cast.Sarah, new { level = 2, reason, toCustomer = isLong ? LongWord : "Our specialists have everything that you told me." });
        await mls.Does(id, "note", Cast.Tom, new { text = isLong ? text : "Log shows files over 15 MB dropped without a message." });
        await mls.Does(id, "take", Cast.Tom);
        await mls.Holds(id, Cast.Tom, isLong ? text : "How large are the six files?");
        await mls.Advance(minutes: 48);
        await Look($"/staff/cases/{id}", "waiting");
        await mls.Replies(id, isLong ? text : "They are from the drone, between 17 and 22 MB each.");
        await mls.Advance(minutes: 46);
        await Look($"/staff/cases/{id}", "open");
        await page.GetByText("How this was counted").ClickAsync();
        await Look(null, "counted");
        await Look($"/staff/cases/{id}/extend", "extend");
        await Press("Give the new time");
        await Look(null, "extend-errors");
        await Look($"/staff/cases/{id}/move", "move");
        await Look($"/staff/cases/{id}/hand-over", "hand-over");
        await page.GotoAsync(mls.At($"/staff/cases/{id}/hold"));
        await page.Locator("#answer-text").FillAsync("Could you try it again?");
        await mls.Responds(id, Cast.Tom, "We found it.");
        await Press("Send the answer");
        await Look(null, "quicker");
        await Press("Send the answer");
        await mls.Settle();
        await Look(null, "done");
        await mls.OpensTicket(Cast.John, "urgent", ("subject", "Cannot sign in after the password change"));
        await mls.OpensTicket(Cast.Paul, "high", ("subject", isLong ? LongWord : "Listing shown twice in the search"));
        var late = await mls.OpensTicket(jane, "low", ("subject", "Lockbox report misses last weekend"));
        await mls.Advance(minutes: 34);
        await mls.OpensTicket(Cast.Jane, "normal", ("subject", "Roster still shows my former office"));
        await mls.Does(await mls.OpensTicket(Cast.Jane), "take", Cast.Sarah);
        await Look("/staff/tickets?level=1", "queue");
        await Look("/staff/tickets?level=2&show=waiting", "queue-waiting");
        await Look("/staff/tickets?of=all", "queue-all");
        await Look($"/staff/cases/{late}", "late");
        await mls.Resolves(id, Cast.Tom, isLong ? text : "The limit is 20 MB now.");
        await mls.SaysSolved(jane, "yes");
        await Look($"/staff/cases/{id}", "closed");
        await Look("/staff/search?q=" + (isLong ? Inspection.Typed : "jane"), "search");
        await page.Context.DisposeAsync();
    }
}

using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>What staff see of complaints, at every width and in every mode that pages are inspected in.</summary>
public sealed class WhenStaffLookAtComplaints(Chromium chromium)
{
    static readonly string LongWord = Inspection.Typed + new string('W', 80);

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task They_can_read_and_use_them(int width, bool isLong)
    {
        await using var mls = await Mls.StartAsync();
        var jane = isLong ? Cast.Jane with { MemberFullName = LongWord[..90], MemberEmail = $"{new string('j', 64)}@{new string('e', 60)}.example" } : Cast.Jane;
        var text = isLong ? string.Concat(Enumerable.Repeat(LongWord, 9)) : "Since Monday my access is off.\nI paid on the first, and three people told me three things.";
        var page = await chromium.OpenAsync(width);
        Task Look(string? path, string name) => page.Look(path is null ? null : mls.At(path), (isLong ? "long-desk-complaint-" : "desk-complaint-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        await page.GotoAsync(mls.At("/staff"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Elena Voss" }).ClickAsync();
        await Look("/staff/complaints", "list-empty");
        await Look("/staff/complaints/new", "new");
        await Press("Open the complaint");
        await Look(null, "new-errors");
        var id = await mls.Complains(jane, ("text", text), ("about", isLong ? LongWord : "the help desk"));
        await Look($"/staff/cases/{id}", "fresh");
        foreach (var act in new[] { "clarify", "progress", "resolve", "note", "hand-over", "take-back" })
        {
            await Look($"/staff/cases/{id}/{act}", act);
        }
        await page.GotoAsync(mls.At($"/staff/cases/{id}/resolve"));
        await Press("Resolve it");
        await Look(null, "resolve-errors");
        await mls.OnComplaint(id, "clarify", Cast.Elena, new { text });
        await mls.OnComplaint(id, "note", Cast.Marcus, new { text });
        await mls.OnComplaint(id, "progress", Cast.Elena, new { text });
        await Look($"/staff/cases/{id}", "told");
        await mls.Writes(id, Cast.Elena, isLong ? LongWord[..50] : "own-error", "credited-fee", "250");
        await Look($"/staff/cases/{id}", "agreeing");
        using (var marcus = await mls.SignsIn(Cast.Marcus))
        {
            await marcus.Does(MemberServices.Tests.CasePages.FormOf(await marcus.Sees($"/staff/cases/{id}"), "agree"));
        }
        await Look($"/staff/cases/{id}", "calling");
        await Look($"/staff/cases/{id}/plan", "plan");
        await Press("Move the call");
        await Look(null, "plan-errors");
        await mls.UntilTheCall(id);
        await Look($"/staff/cases/{id}/attempt", "attempt");
        await Press("Log the call");
        await Look(null, "attempt-errors");
        await mls.Complains(Cast.John, ("category", "data"));
        await mls.Complains(Cast.Paul, ("category", "staff"), ("text", text));
        await mls.OnComplaint(id, "hand-over", Cast.Marcus, new { person = Cast.Marcus.Email, reason = text[..Math.Min(text.Length, 900)] });
        await page.Locator("#attempt-reached").CheckAsync();
        await Press("Log the call");
        await mls.Settle();
        await Look(null, "quicker");
        await Look("/staff/complaints?of=open", "open");
        await Look("/staff/complaints?of=agreeing", "agreeing-empty");
        await mls.Advance(days: 12);
        await Look("/staff/complaints?of=open", "late");
        await mls.OnComplaint(id, "take-back", Cast.Marcus, new { reason = "She found it." });
        await Look($"/staff/cases/{id}", "closed");
        await Look($"/staff/cases/{id}/reopen", "reopen");
        await Look("/staff/complaints?of=all", "all");
        var ticket = await mls.OpensTicket(jane);
        await Look($"/staff/cases/{ticket}/complain", "ticket");
        await page.Context.DisposeAsync();
    }
}

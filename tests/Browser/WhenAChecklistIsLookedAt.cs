using Local.Email;

namespace MemberServices.Tests.Browser;

/// <summary>The member's page and the mails while there is a checklist, at every width and in every mode that pages are inspected in.</summary>
public sealed class WhenAChecklistIsLookedAt(Chromium chromium)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Everybody_can_read_and_use_it(int width)
    {
        await using var mls = await Mls.StartWithChecklistAsync();
        var id = await mls.Enrolls(Cast.Jane);
        var page = await chromium.OpenAsync(width);
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri, "checklist-open");

        await mls.Completes(id, "data-license", Cast.Elena);
        await mls.MayAct(id, "data-license", "reopen", Cast.Marcus, "No signature", "Please sign page 2.");
        await mls.Completes(id, "data-license", Cast.Elena);
        await mls.MayAct(id, "orientation-class", "waive", reason: "Of another MLS", toMember: "You attended it elsewhere.");
        await mls.Advance(days: 31);
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri, "checklist-suspended");

        await mls.MayAct(id, "data-license", "verify", Cast.Marcus);
        await mls.MayAct(id, "rules-quiz", "complete", Cast.Elena);
        await page.Look(mls.Progress(Cast.Jane).AbsoluteUri, "checklist-done");

        foreach (var mail in mls.Machine.Part<Inbox>().All.DistinctBy(mail => mail.Subject))
        {
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await page.Look(null, $"checklist-mail-{mail.Subject[..Math.Min(40, mail.Subject.Length)]}");
        }
        await page.Context.DisposeAsync();
    }
}

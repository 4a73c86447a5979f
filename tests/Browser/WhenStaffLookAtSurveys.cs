using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

/// <summary>What staff see of surveys, at every width and in every mode that pages are inspected in.</summary>
public sealed class WhenStaffLookAtSurveys(Chromium chromium)
{
    static readonly string LongWord = Inspection.Typed + new string('W', 80);

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task They_can_read_and_use_them(int width, bool isLong)
    {
        await using var mls = await Mls.StartAskingAsync();
        var jane = isLong ? Cast.Jane with { MemberFullName = LongWord[..90], MemberEmail = $"{new string('j', 64)}@{new string('e', 60)}.example" } : Cast.Jane;
        var text = isLong ? string.Concat(Enumerable.Repeat(LongWord, 9)) : "She had called three times. Apologized, and mended it with her.";
        var page = await chromium.OpenAsync(width);
        Task Look(string? path, string name) => page.Look(path is null ? null : mls.At(path), (isLong ? "long-desk-survey-" : "desk-survey-") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        await page.GotoAsync(mls.At("/staff"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Marcus Bell" }).ClickAsync();
        await Look("/staff/surveys", "list-empty");
        await Look("/staff/surveys/results", "results-empty");
        await mls.IsMember(jane);
        await mls.IsMember(Cast.John);
        await mls.IsHelped(jane, Cast.Sarah, isLong ? LongWord : "Photos vanish from listing 11284467 after saving");
        await mls.SaysYes(jane);
        await mls.Advance(hours: 1);
        var id = mls.SurveyOf(jane);
        await Look($"/staff/cases/{id}", "asked");
        await Look("/staff/surveys/new", "new");
        await Press("Ask them");
        await Look(null, "new-errors");
        await page.GetByLabel("Member’s key or email address").FillAsync(Cast.John.MemberEmail);
        await page.GetByLabel("What it is about").FillAsync(isLong ? LongWord : "the class on Tuesday");
        await page.GetByLabel("Who helped them").SelectOptionAsync("omar.haddad@lakeshore-mls.example");
        await Press("Ask them");
        await mls.Settle();
        await Look(null, "sent");
        await mls.Advance(days: 7.1);
        await Look("/staff/surveys?of=calls", "calls");
        await Look($"/staff/cases/{id}/answer", "answer");
        await Press("Write it down");
        await Look(null, "answer-errors");
        await Look($"/staff/cases/{id}/call", "call");
        await Press("Log the call");
        await Look(null, "call-errors");
        await page.GotoAsync(mls.At($"/staff/cases/{id}/answer"));
        await page.Locator("#answer-satisfaction").SelectOptionAsync("1");
        await page.Locator("#answer-comment").FillAsync(text);
        await Press("Write it down");
        await mls.Settle();
        await Look(null, "low");
        await Look("/staff/surveys?of=recoveries", "recoveries");
        await page.GotoAsync(mls.At($"/staff/cases/{id}/call"));
        await page.Locator("#call-reached").CheckAsync();
        await page.Locator("#call-text").FillAsync(text);
        await Press("Log the call");
        await mls.Settle();
        await Look(null, "recovered");
        await Look($"/staff/cases/{id}/withdraw", "withdraw");
        await Press("Withdraw it");
        await Look(null, "withdraw-errors");
        await page.Locator("#withdraw-reason").FillAsync(text);
        await Press("Withdraw it");
        await mls.Settle();
        await Look(null, "withdrawn");
        await Look("/staff/surveys?of=all", "all");
        await Look("/staff/surveys/results?by=category", "results");
        await Look("/staff/surveys/results?from=x&by=level", "results-errors");
        await Look($"/staff/members/{jane.MemberKey}", "member");
        await page.Context.DisposeAsync();
    }
}

using Local.Email;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;
using Microsoft.Playwright;

namespace MemberServices.Tests.Browser;

public sealed class WhenAnyPageIsLookedAt(Chromium chromium)
{
    static readonly string LongWord = Inspection.Typed + new string('W', 64 - Inspection.Typed.Length);

    /// <summary>The longest of everything that the rules take, and an office's name that is longer.</summary>
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

    static readonly string LongReason = string.Concat(Enumerable.Repeat(LongWord, 15));

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task Everybody_can_read_and_use_it(int width, bool isLong)
    {
        await using var mls = await Mls.StartAsync();
        var jane = isLong ? LongJane : Cast.Jane;
        if (isLong)
        {
            await mls.AddsOffice(LongOffice);
        }

        var page = await chromium.OpenAsync(width);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        Task Look(string? address, string name) => page.Look(address, (isLong ? "long-" : "") + name);
        Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

        await Look(mls.At("/enroll"), "form");
        await Press("Send application");
        await Look(null, "form-errors");
        await Fill(page, jane);
        await Look(null, "form-filled");
        await Look(mls.At("/enroll/received"), "received");
        await Look(mls.At("/"), "start");
        await Look(mls.At("/nothing/here"), "unknown-address");
        await Look(mls.At("/my-cases"), "my-cases");
        await Press("Send me the links");
        await Look(null, "my-cases-errors");
        (await mls.Sends(await mls.FillsIn(jane))).MustBe(303);
        await Look(mls.Inbox(jane).Link("Open the application").AbsoluteUri, "confirm");
        await Press("Send my answer");
        await Look(null, "confirm-errors");
        await mls.Confirms(jane);
        await Look(mls.Inbox(jane).Link("Open the application").AbsoluteUri, "confirmed");
        await Look(mls.Progress(jane).AbsoluteUri, "progress");
        await Look(mls.Progress(jane).AbsoluteUri + "/correct", "correct");
        await page.GetByLabel("Phone").FillAsync("1");
        await Press("Save what I changed");
        await Look(null, "correct-errors");
        var other = isLong ? $"{new string('o', 64)}@{new string('e', 60)}.{new string('x', 60)}.example" : "jane.doe@agents.example";
        await page.GetByLabel("Phone").FillAsync(jane.MemberPreferredPhone);
        await page.GetByLabel("Email").FillAsync(other);
        await Press("Save what I changed");
        await mls.Settle();
        await Look(null, "progress-pending");
        await Look(mls.Inbox(other).Link("Answer the question").AbsoluteUri, "address");
        await Press("Send my answer");
        await Look(null, "address-errors");
        await page.GetByLabel("No, I don’t know of this").CheckAsync();
        await Press("Send my answer");
        await Look(null, "address-answered");
        await Look(mls.Progress(jane).AbsoluteUri + "/take-back", "take-back");
        await Press("Take back my application");
        await Look(null, "take-back-errors");
        await Look(mls.Request(Cast.Bob).AbsoluteUri, "approval");
        await Press("Send my decision");
        await Look(null, "approval-errors");
        await page.GetByLabel("Decline").First.CheckAsync();
        if (isLong)
        {
            await page.GetByLabel("Why do you decline?").FillAsync(LongReason);
        }
        await Press("Send my decision");
        await Look(null, "approval-decline");
        var expired = mls.Request(Cast.Bob);
        await mls.Advance(days: 21);
        await Look(expired.AbsoluteUri, "approval-expired");
        await Look(mls.Progress(jane).AbsoluteUri, "progress-expired");

        await mls.Applies(jane);
        await mls.Declines(Cast.Bob, isLong ? LongReason : "Not yet: call me in May.");
        await Look(mls.Request(Cast.Bob).AbsoluteUri, "approval-declined");
        await Look(mls.Inbox(jane).Link("See what happened").AbsoluteUri, "progress-declined");
        await mls.Applies(jane);
        await mls.Approves(Cast.Bob);
        await Look(mls.Request(Cast.Bob).AbsoluteUri, "approval-decided");
        await Look(mls.Progress(jane).AbsoluteUri, "progress-active");
        await mls.Graph.AcceptAsync(jane.MemberEmail);
        await Look(mls.Progress(jane).AbsoluteUri, "progress-accepted");
        await mls.Revokes(Mailbox.Case(mls.Inbox(jane).Latest));
        await Look(mls.Progress(jane).AbsoluteUri, "progress-revoked");
        await Look(mls.At("/enrollments/unknown"), "unknown");

        await mls.AddsOffices(40);
        await Look(mls.At("/enroll"), "offices");
        await page.GetByLabel("Office", new() { Exact = true }).FillAsync(isLong ? Inspection.Typed : "office 01");
        await Press("Find my office");
        await Look(null, "offices-found");
        await page.Locator("input[name=officeKey]").First.CheckAsync();
        await Press("Send application");
        await Look(null, "offices-errors");
        await page.GetByLabel("Office", new() { Exact = true }).FillAsync($"{Inspection.Typed} nowhere");
        await Press("Find my office");
        await Look(null, "offices-none");
        for (var i = 0; i < Rendering.Policies.Forms.PerAddress.Count; i++)
        {
            await mls.Sends((await mls.FillsIn(jane)).With("memberEmail", "").With("officeKey", "lakeview"));
        }
        await Press("Find my office");
        await Look(null, "too-many");

        Assert.DoesNotContain(complaints, complaint => !IsStatus(complaint));
        foreach (var mail in mls.Machine.Part<Inbox>().All.DistinctBy(mail => mail.Subject))
        {
            // Away from our pages, whose policy would hold for the mail as well.
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(mail.Html);
            await Look(null, $"mail-{mail.Subject[..Math.Min(40, mail.Subject.Length)]}");
        }

        await page.Context.DisposeAsync();
    }

    static bool IsStatus(string complaint) => complaint.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal);

    /// <summary>Types what somebody types, without sending it.</summary>
    static async Task Fill(IPage page, Application who)
    {
        await page.GetByLabel("Full name").FillAsync(who.MemberFullName);
        await page.GetByLabel("Email").FillAsync(who.MemberEmail);
        await page.GetByLabel("Phone").FillAsync(who.MemberPreferredPhone);
        await page.GetByLabel("State").SelectOptionAsync(who.MemberStateLicenseState);
        await page.GetByLabel("License number").FillAsync(who.MemberStateLicense);
        await page.GetByLabel("Office").SelectOptionAsync(who.OfficeKey);
        await page.GetByLabel("Apply as").SelectOptionAsync(who.MemberType);
    }
}

namespace MemberServices.Tests.Onboarding;

public sealed class WhenRulesAreAgreedTo : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_form_leads_to_them_and_nothing_is_ticked_beforehand()
    {
        var page = await mls.Opens("/enroll");

        Assert.Contains("https://www.lakeshore-mls.example/rules", page.Source);
        Assert.DoesNotContain(" checked", page.Source);
    }

    [Fact]
    public async Task A_form_with_another_error_keeps_the_tick()
    {
        var page = await mls.Sends((await mls.FillsIn(Cast.Jane)).With("memberEmail", "jane@"));

        Assert.Matches("id=\"rulesVersion\"[^>]* checked", page.Source);
    }

    [Fact]
    public async Task Version_and_time_of_the_form_are_kept_and_shown_however_late_it_was_confirmed()
    {
        (await mls.Sends(await mls.FillsIn(Cast.Jane))).MustBe(303);
        var agreed = mls.Now;
        await mls.Advance(hours: 5);
        (await mls.Confirms(Cast.Jane)).MustBe(303);

        var enrollment = await mls.Enrollment(Mailbox.Case(mls.Inbox(Cast.Jane).Latest));
        Assert.Equal((Cast.Rules, agreed), (enrollment.Applicant.RulesVersion, enrollment.AgreedAt));
        Assert.Contains("Agreed to Rules and Regulations , version 2026-1, Mon, Mar 2, 9:00 AM CST", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
    }
}

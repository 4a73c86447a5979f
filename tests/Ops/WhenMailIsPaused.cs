using System.Text.Json;
using MemberServices.Messages;

namespace MemberServices.Tests.Ops;

public sealed class WhenMailIsPaused : IAsyncLifetime
{
    Mls mls = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Nothing_is_sent_and_all_of_it_goes_out_in_order_after_a_day()
    {
        (await mls.PausesMail()).MustBe(200);
        for (var n = 1; n <= 8; n++)
        {
            await mls.Sends(Mls.LetterToJane($"case-{n}.welcome", $"Welcome {n}"));
            await mls.Advance(minutes: 7);
        }

        await mls.Advance(hours: 22);
        Assert.Equal((0, "paused"), (mls.MailService.Count, await mls.MailState()));
        await mls.Advance(hours: 2);
        await mls.Sends(Mls.LetterToJane("case-9.welcome", "Welcome 9"));

        Assert.Equal(Enumerable.Range(1, 9).Select(n => $"Welcome {n}"), mls.Inbox(Cast.Jane).All.Select(mail => mail.Subject));
        Assert.Equal("sending", await mls.MailState());
        Assert.Empty(mls.DeadLetters(Bus.Mail));
    }

    [Fact]
    public async Task A_pause_of_a_week_loses_none_and_counts_no_try()
    {
        (await mls.PausesMail(mls.Now.AddDays(7))).MustBe(200);
        await mls.Sends(Mls.LetterToJane("case-1.welcome"));

        await mls.Advance(days: 6.9);
        Assert.Equal(0, mls.MailService.Count);
        mls.MailService.Faults.Refuse(500, times: 20);
        await mls.Advance(days: 2);

        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task It_is_resumed_within_minutes_and_no_newer_mail_overtakes()
    {
        await mls.PausesMail();
        await mls.Sends(Mls.LetterToJane("case-1.welcome", "First"));
        await mls.Advance(minutes: 63);

        (await mls.ResumesMail()).MustBe(200);
        Assert.Equal("resuming", await mls.MailState());
        await mls.Sends(Mls.LetterToJane("case-2.welcome", "Second"));
        var again = (await mls.ResumesMail()).MustBe(200).Source;
        await mls.Advance(minutes: 7.2);
        await mls.Sends(Mls.LetterToJane("case-3.welcome", "Third"));
        await mls.Advance(minutes: 13);

        Assert.Equal("Elena Voss", JsonElement.Parse(again).GetProperty("resumedBy").GetString());
        Assert.Equal(["First", "Second", "Third"], mls.Inbox(Cast.Jane).All.Select(mail => mail.Subject));
        Assert.Equal("sending", await mls.MailState());
    }

    [Fact]
    public async Task Anybody_learns_that_something_is_to_be_done_and_those_with_the_key_what()
    {
        await mls.PausesMail();

        Assert.Equal("""{"status":"degraded"}""", await (await mls.Http.GetAsync("health", Cancel)).Content.ReadAsStringAsync(Cancel));
        var check = (await Mls.Json(await mls.Api.GetAsync("api/health", Cancel))).GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "mail");
        Assert.Equal(("degraded", true), (check.GetProperty("state").GetString(), check.GetProperty("works").GetBoolean()));
        Assert.Contains("/api/ops/mail/resume", check.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Its_end_is_to_come_and_a_week_away_at_most(double days)
    {
        var answer = await mls.PausesMail(mls.Now.AddDays(days));

        Assert.Contains("until", answer.MustBe(400).Source);
        Assert.Equal("sending", await mls.MailState());
    }

    [Fact]
    public async Task To_resume_what_is_not_paused_changes_nothing()
    {
        (await mls.ResumesMail()).MustBe(200);

        Assert.Equal("sending", await mls.MailState());
    }
}

using MemberServices.Mail;
using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Mail;

public class WhenALetterIsQueued
{
    [Fact]
    public async Task It_arrives_and_is_a_line_on_the_timeline()
    {
        await using var mls = await Mls.StartAsync("--Email:Sender=hello@mls.example");

        await mls.Sends(Mls.LetterToJane("case-1.welcome"));

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal(("hello@mls.example", "Welcome"), (mail.From, mail.Subject));
        Assert.Contains("You are in.", mail.Html);
        Assert.Contains("You are in.", mail.Text);
        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal("mail.sent", line.GetProperty("type").GetString());
        Assert.Equal("Emailed Jane Doe: Welcome", line.GetProperty("summary").GetString());
        Assert.Equal("case-1", line.GetProperty("case").GetString());
        Assert.Equal(mail.At, line.GetProperty("at").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.0 / 24)]
    [InlineData(30)]
    public async Task The_same_letter_again_is_no_second_mail_and_no_second_line(double daysLater)
    {
        await using var mls = await Mls.StartAsync();
        await mls.Sends(Mls.LetterToJane("case-1.welcome"));

        await mls.Advance(days: daysLater);
        await mls.Sends(Mls.LetterToJane("case-1.welcome", "Other words"), Mls.LetterToJane("case-1.welcome"));

        Assert.Equal("Welcome", Assert.Single(mls.MailService.All).Subject);
        Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_after_sending_it_and_before_the_ledger_sends_no_second_mail(bool serviceRefusesRepeats)
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.RefusesRepeatedIds = serviceRefusesRepeats;
        var letter = Mls.LetterToJane("case-1.welcome");

        await mls.Services.GetRequiredService<MailService>().SendAsync(letter, TestContext.Current.CancellationToken);
        await mls.Sends(letter);

        Assert.Single(mls.MailService.All);
        Assert.Equal(["mail.sent"], await mls.Happenings(Cast.Jane));
        Assert.Empty(mls.DeadLetters(Bus.Mail));
    }

    [Fact]
    public async Task A_crash_after_the_ledger_tells_it_and_sends_nothing()
    {
        await using var mls = await Mls.StartAsync();
        var letter = Mls.LetterToJane("case-1.welcome");
        var sentAt = mls.Now.AddMinutes(-5);

        await mls.Services.GetRequiredService<MailLedger>()
            .AddAsync(letter, sentAt, TestContext.Current.CancellationToken);
        await mls.Sends(letter);

        Assert.Empty(mls.MailService.All);
        Assert.Equal(sentAt, Assert.Single(await mls.Timeline(Cast.Jane.MemberKey)).GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Card_numbers_in_it_do_not_leave_the_app()
    {
        await using var mls = await Mls.StartAsync();
        var content = new MailContent(
            "About 4111111111111111", "4111111111111111",
            new Paragraph("4111111111111111"), new Quote("4111111111111111"), new Details(new DetailRow("Reason", "4111111111111111")));

        await mls.Sends(Mls.LetterToJane("case-1.welcome") with { Content = content });

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.DoesNotContain("4111111111111111", mail.Subject + mail.Html + mail.Text);
        Assert.Contains("[card ending 1111]", mail.Text);
        Assert.DoesNotContain("4111111111111111", (await mls.Timeline(Cast.Jane.MemberKey))[0].GetRawText());
    }

    [Fact]
    public async Task An_id_that_no_message_can_have_is_refused_at_once()
    {
        await using var mls = await Mls.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => mls.Sends(Mls.LetterToJane("case/1")));
    }
}

using Azure;
using Azure.Communication.Email;
using Local;
using Local.Email;

namespace MemberServices.Tests.Email;

public sealed class WhenAMailCannotBeSent : IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    Inbox Inbox => machine.Part<Inbox>();

    [Theory]
    [InlineData("jane")]
    [InlineData("jane@example")]
    [InlineData("jane@example.org, joe@example.org")]
    [InlineData("jane@example.org\r\nBcc: joe@example.org")]
    [InlineData("Jane <jane@example.org>")]
    public async Task A_bad_address_is_refused_by_the_service(string address)
    {
        var refused = await Refused(WhenAMailIsSent.Letter(address));

        Assert.Equal(400, refused.Status);
        Assert.Empty(Inbox.All);
    }

    [Fact]
    public async Task More_than_fifty_recipients_are_refused()
    {
        Assert.Equal(400, (await Refused(To(51))).Status);
        await Client().SendAsync(WaitUntil.Started, To(50));

        Assert.Equal(50, Assert.Single(Inbox.All).To.Count);

        static EmailMessage To(int count) => new(
            "members@mls.example",
            new EmailRecipients(bcc: Enumerable.Range(1, count).Select(i => new EmailAddress($"agent{i}@example.org"))),
            new EmailContent("Notice") { PlainText = "Hello" });
    }

    [Fact]
    public async Task More_than_ten_megabytes_are_refused()
    {
        var mail = WhenAMailIsSent.Letter();
        mail.Attachments.Add(new EmailAttachment("a.pdf", "application/pdf", BinaryData.FromBytes(new byte[8 * 1024 * 1024])));

        Assert.Equal(400, (await Refused(mail)).Status);
    }

    [Fact]
    public async Task The_quota_answers_429_and_after_the_time_it_names_the_mail_goes_out()
    {
        Inbox.Quota = MailQuota.ManagedDomain;
        for (var i = 0; i < 5; i++)
        {
            await Client().SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter());
            await machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        var refused = await Refused(WhenAMailIsSent.Letter());
        Assert.Equal(429, refused.Status);
        Assert.Equal("55", RetryAfter(refused));

        await machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(54));
        Assert.Equal("1", RetryAfter(await Refused(WhenAMailIsSent.Letter())));

        await machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Client().SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter());
        Assert.Equal(6, Inbox.Count);
    }

    [Fact]
    public async Task The_hourly_quota_holds_too()
    {
        Inbox.Quota = MailQuota.ManagedDomain;
        for (var i = 0; i < 10; i++)
        {
            await Client().SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter());
            await machine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal($"{50 * 60}", RetryAfter(await Refused(WhenAMailIsSent.Letter())));
    }

    [Fact]
    public async Task Planned_refusals_come_once_each()
    {
        Inbox.Faults.Refuse(503, times: 2);
        Inbox.Faults.Refuse(429, retryAfter: TimeSpan.FromSeconds(7));

        Assert.Equal(503, (await Refused(WhenAMailIsSent.Letter())).Status);
        Assert.Equal(503, (await Refused(WhenAMailIsSent.Letter())).Status);
        Assert.Equal("7", RetryAfter(await Refused(WhenAMailIsSent.Letter())));
        await Client().SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter());

        Assert.Single(Inbox.All);
    }

    [Fact]
    public async Task A_lost_answer_is_a_failure_although_the_mail_went_out()
    {
        Inbox.Faults.LoseAnswer();
        var id = Guid.NewGuid();

        var lost = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Client().SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter(), id));
        Assert.Equal(0, lost.Status);
        await Client().SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter(), id);

        Assert.Single(Inbox.All);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    static string? RetryAfter(RequestFailedException refused) =>
        refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var seconds) ? seconds : null;

    EmailClient Client() => WhenAMailIsSent.Client(machine);

    Task<RequestFailedException> Refused(EmailMessage mail) =>
        Assert.ThrowsAsync<RequestFailedException>(() => Client().SendAsync(WaitUntil.Started, mail));
}

using Azure;
using Azure.Communication.Email;
using Local;
using Local.Email;
using Local.Host;

namespace MemberServices.Tests.Email;

public sealed class WhenAMailIsSent : IAsyncDisposable
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    readonly LocalMachine machine = new(start: Start);

    Inbox Inbox => machine.Part<Inbox>();

    [Fact]
    public async Task It_is_in_the_inbox_as_it_was_written()
    {
        var id = Guid.NewGuid();
        await machine.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        var sent = await Client().SendAsync(WaitUntil.Completed, Letter(), id);

        var mail = Assert.Single(Inbox.To("JANE@example.org"));
        Assert.Equal(EmailSendStatus.Succeeded, sent.Value.Status);
        Assert.Equal(id.ToString(), sent.Id);
        Assert.Equal(id, mail.Id);
        Assert.Equal("members@mls.example", mail.From);
        Assert.Equal("Please review & decide", mail.Subject);
        Assert.Equal("Review: https://mls.example/approvals/x?a=1&b=2", mail.Text);
        Assert.Equal(Start.AddHours(1), mail.At);
        Assert.Equal("https://mls.example/approvals/x?a=1&b=2", mail.Link("review").AbsoluteUri);
    }

    [Fact]
    public async Task Its_state_can_be_asked_for_later_by_its_id()
    {
        var client = Client();
        var sent = await client.SendAsync(WaitUntil.Started, Letter());
        Assert.False(sent.HasCompleted);

        var later = new EmailSendOperation(sent.Id, client);
        await later.UpdateStatusAsync();

        Assert.True(later.HasCompleted);
        Assert.Equal(EmailSendStatus.Succeeded, later.Value.Status);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found()
    {
        var never = new EmailSendOperation(Guid.NewGuid().ToString(), Client());

        var refused = await Assert.ThrowsAsync<RequestFailedException>(async () => await never.UpdateStatusAsync());

        Assert.Equal(404, refused.Status);
    }

    [Fact]
    public async Task Again_with_the_same_id_it_is_no_second_mail_and_is_answered_as_the_first_was()
    {
        var id = Guid.NewGuid();
        await Client().SendAsync(WaitUntil.Started, Letter(), id);

        var again = await Client().SendAsync(WaitUntil.Started, Letter(), id);

        Assert.Equal(id.ToString(), again.Id);
        Assert.Single(Inbox.All);
    }

    [Fact]
    public async Task With_the_id_of_another_mail_it_is_refused()
    {
        var id = Guid.NewGuid();
        await Client().SendAsync(WaitUntil.Started, Letter(), id);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Client().SendAsync(WaitUntil.Started, Letter("joe@example.org"), id));

        Assert.Equal(400, refused.Status);
        Assert.Empty(Inbox.To("joe@example.org"));
    }

    [Fact]
    public async Task A_service_that_refuses_repeated_ids_does_so()
    {
        Inbox.RefusesRepeatedIds = true;
        var id = Guid.NewGuid();
        await Client().SendAsync(WaitUntil.Started, Letter(), id);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Client().SendAsync(WaitUntil.Started, Letter(), id));

        Assert.Equal(400, refused.Status);
        Assert.Single(Inbox.All);
    }

    [Fact]
    public async Task It_outlives_the_process()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("inbox").FullName;
        await using (var first = new LocalMachine(folder))
        {
            await Client(first).SendAsync(WaitUntil.Started, Letter());
        }

        await using (var second = new LocalMachine(folder))
        {
            Assert.Single(second.Part<Inbox>().To("jane@example.org"));
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    internal static EmailMessage Letter(string to = "jane@example.org") => new(
        "members@mls.example",
        to,
        new EmailContent("Please review & decide")
        {
            Html = """<p>Jane, <a class="button" href="https://mls.example/approvals/x?a=1&amp;b=2"><b>Review</b> it</a></p>""",
            PlainText = "Review: https://mls.example/approvals/x?a=1&b=2",
        });

    internal static EmailClient Client(LocalMachine machine) =>
        new(machine.MailEndpoint, new LocalCredential(), new EmailClientOptions { Retry = { MaxRetries = 0 }, Transport = machine.Part<LocalTransport>() });

    EmailClient Client() => Client(machine);
}

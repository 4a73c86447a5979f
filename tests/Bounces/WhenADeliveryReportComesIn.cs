using MemberServices.Mail;
using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Bounces;

public sealed class WhenADeliveryReportComesIn : IAsyncLifetime
{
    Mls mls = null!;
    Local.Email.Mail request = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        request = mls.Inbox(Cast.Bob).Latest;
        await mls.Advance(hours: 1);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Twice_it_is_one_line_and_one_item_even_days_later()
    {
        await mls.Reports(request, DeliveryStatus.Bounced);
        await mls.Reports(request, DeliveryStatus.Bounced);
        await mls.Advance(days: 1.5);
        await mls.Reports(request, DeliveryStatus.Failed);

        Assert.Single(await mls.WorkItems());
        Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced"));
        Assert.True(await IsMarked());
    }

    [Fact]
    public async Task Late_it_marks_nothing_that_has_arrived_since()
    {
        await mls.Reports(request, DeliveryStatus.Delivered);
        await mls.Reports(request, DeliveryStatus.Bounced, mls.Now.AddMinutes(-5));

        Assert.False(await IsMarked());
        Assert.Empty(await mls.WorkItems());
        Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced"));
    }

    [Fact]
    public async Task A_delivery_from_before_the_bounce_takes_no_mark_away()
    {
        await mls.Reports(request, DeliveryStatus.Suppressed);
        await mls.Reports(request, DeliveryStatus.Delivered, mls.Now.AddMinutes(-5));

        Assert.True(await IsMarked());
        Assert.Single(await mls.WorkItems());
    }

    [Fact]
    public async Task A_time_that_has_not_come_yet_is_taken_for_now()
    {
        await mls.Reports(request, DeliveryStatus.Bounced, mls.Now.AddYears(1));
        await mls.Advance(minutes: 1);
        await mls.Reports(request, DeliveryStatus.Delivered);

        Assert.False(await IsMarked());
    }

    [Theory]
    [InlineData(DeliveryStatus.Failed, "wasn't delivered")]
    [InlineData(DeliveryStatus.Quarantined, "was taken for spam")]
    [InlineData(DeliveryStatus.FilteredSpam, "was taken for spam")]
    public async Task What_is_no_bounce_is_told_to_staff_and_marks_nothing(DeliveryStatus status, string what)
    {
        await mls.Reports(request, status);

        Assert.EndsWith(what, Assert.Single(await mls.WorkItems()).Title);
        Assert.Contains(what, Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced")));
        Assert.False(await IsMarked());
        await mls.Advance(days: 2);
        Assert.Contains("Reminder", mls.Inbox(Cast.Bob).Latest.Subject);
    }

    [Theory]
    [InlineData("Expanded")]
    [InlineData("OutForDelivery")]
    [InlineData("2")]
    public async Task A_status_that_says_nothing_or_is_not_known_changes_nothing(string status)
    {
        await mls.Puts(Bus.DeliveryReports, Mls.Report(request.Id.ToString(), request.To[0], status, mls.Now));

        Assert.Empty(await mls.WorkItems());
        Assert.Empty(mls.DeadLetters(Bus.DeliveryReports));
        Assert.False(await IsMarked());
    }

    [Theory]
    [InlineData("8c0c3ad9-9b8a-4a6f-8a5e-1d7c5d3b2a10")]
    [InlineData("another app's id")]
    public async Task One_about_another_apps_mail_is_done_with_after_some_minutes(string messageId)
    {
        await mls.Puts(Bus.DeliveryReports, Mls.Report(messageId, Cast.Bob.MemberEmail, "Bounced", mls.Now));
        await mls.Advance(minutes: 10);

        Assert.Equal((0, 0), Waiting());
        Assert.Empty(await mls.WorkItems());
        Assert.False(await IsMarked());
    }

    [Fact]
    public async Task One_that_is_faster_than_the_ledger_comes_again()
    {
        var letter = Mls.LetterToJane("case-1.welcome");
        await mls.Puts(Bus.DeliveryReports, Mls.Report(MailService.OperationId(letter).ToString(), letter.To, "Bounced", mls.Now));
        await mls.Sends(letter);

        await mls.Advance(minutes: 2);

        Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced"));
        Assert.Equal((0, 0), Waiting());
    }

    [Fact]
    public async Task One_about_another_recipient_than_the_mail_had_is_passed_over()
    {
        await mls.Puts(Bus.DeliveryReports, Mls.Report(request.Id.ToString(), "member.of.the.list@lakeview.example", "Bounced", mls.Now));

        Assert.Empty(await mls.WorkItems());
        Assert.False(await IsMarked());
    }

    [Fact]
    public async Task Names_are_read_as_any_version_of_the_service_writes_them()
    {
        var report = Mls.Report(request.Id.ToString().ToUpperInvariant(), request.To[0].ToUpperInvariant(), "bounced", mls.Now)
            .Replace("deliveryAttemptTimestamp", "deliveryAttemptTimeStamp")
            .Replace("""{"statusMessage":"550 5.1.1 No such user","recipientMailServerHostName":"mx.example"}""", "\"a text\"");

        await mls.Puts(Bus.DeliveryReports, report);

        Assert.True(await IsMarked());
        Assert.EndsWith("applies for Lakeview Realty", Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced")));
    }

    [Fact]
    public async Task What_a_mail_server_says_is_one_line_without_card_numbers()
    {
        await mls.Puts(Bus.DeliveryReports, Mls.Report(request.Id.ToString(), request.To[0], "Bounced", mls.Now, "No such user\r\n4111 1111 1111 1111 " + new string('x', 1000)));

        var line = Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced"));
        Assert.Contains("(No such user [card ending 1111] xxx", line);
        Assert.DoesNotContain("4111 1111", line);
        Assert.InRange(line.Length, 300, 450);
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"1.0\",", "body: must be JSON")]
    [InlineData("\"messageId\"", "\"id\"", "data.messageId: must be there")]
    [InlineData("\"recipient\"", "\"to\"", "data.recipient: must be there")]
    [InlineData("\"status\":\"Bounced\"", "\"status\":\"\"", "data.status: must be there")]
    [InlineData("\"status\":\"Bounced\"", "\"status\":5", "data.status: isn't what it must be")]
    [InlineData("\"deliveryAttemptTimestamp\"", "\"at\"", "data.deliveryAttemptTimestamp: must be there")]
    [InlineData("\"deliveryAttemptTimestamp\":\"", "\"deliveryAttemptTimestamp\":\"yesterday ", "data.deliveryAttemptTimestamp: isn't what it must be")]
    [InlineData("EmailDeliveryReportReceived", "SMSReceived", "type: must be one that is taken here: Microsoft.Communication.EmailDeliveryReportReceived")]
    public async Task What_cannot_be_understood_is_dead_lettered_with_the_field(string right, string wrong, string reason)
    {
        var report = Mls.Report(request.Id.ToString(), request.To[0], "Bounced", mls.Now);
        Assert.Contains(right, report);

        await mls.Puts(Bus.DeliveryReports, report.Replace(right, wrong));

        Assert.StartsWith(reason, Assert.Single(mls.DeadLetters(Bus.DeliveryReports)).Reason);
        Assert.Empty(await mls.WorkItems());
    }

    async Task<bool> IsMarked() =>
        await mls.Services.GetRequiredService<MailboxTable>().FindBounceAsync(Cast.Bob.MemberEmail, TestContext.Current.CancellationToken) is not null;

    (int Waiting, int DeadLetters) Waiting() => mls.Machine.Part<Local.ServiceBus.Broker>().Entities()
        .Where(entity => entity.Path == Bus.DeliveryReports).Select(entity => (entity.Active, entity.DeadLetters)).Single();
}

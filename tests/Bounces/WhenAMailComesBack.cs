using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Bounces;

public sealed class WhenAMailComesBack : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Staff_are_to_correct_the_address_within_minutes()
    {
        await mls.Bounces(Cast.Bob.MemberEmail);
        var id = await mls.Applies(Cast.Jane);
        Assert.Empty(await mls.WorkItems());

        await mls.Advance(minutes: 1);

        var item = Assert.Single(await mls.WorkItems());
        Assert.Equal($"Correct the address: the email to Bob Broker ({Cast.Bob.MemberEmail}) about {id} came back", item.Title);
        Assert.Equal((id, Cast.Jane.MemberKey), (item.Case, item.MemberKey));
        Assert.Equal(
            "Email to Bob Broker came back: Please decide: Jane Doe applies for Lakeview Realty (550 5.1.1 The mailbox doesn't exist)",
            Assert.Single(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced")));
        Assert.Empty(mls.DeadLetters(Bus.DeliveryReports));
    }

    [Fact]
    public async Task No_reminder_goes_there_and_the_timeline_says_why_and_the_applicant_still_hears()
    {
        await mls.Bounces(Cast.Bob.MemberEmail);
        await mls.Applies(Cast.Jane);

        await mls.Advance(days: 17.5);

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        var failed = await mls.Lines(Cast.Jane.MemberKey, "mail.failed");
        Assert.Equal(3, failed.Count);
        Assert.Equal(
            "Email to Bob Broker could not be sent: Reminder: Jane Doe is waiting for your decision (a reminder isn't sent: the last email to this address came back)",
            failed[0]);
        Assert.Empty(mls.DeadLetters(Bus.Mail));
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("where it stands"));
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("expires soon"));
        Assert.Equal(2, (await mls.WorkItems()).Count);
        Assert.Single(await mls.WorkItems(), item => item.Title.StartsWith("Call the broker"));
    }

    [Fact]
    public async Task Mails_that_are_no_reminders_are_still_tried()
    {
        await mls.Bounces(Cast.Bob.MemberEmail);
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 3);

        await mls.Resends(id);
        await mls.Advance(days: 21);

        Assert.Equal(["Please decide", "Please decide", "Expired"], mls.Inbox(Cast.Bob).All.Select(mail => mail.Subject.Split(':')[0]));
        Assert.Single(await mls.WorkItems(), item => item.Title.StartsWith("Correct the address"));
        Assert.Equal(3, (await mls.Lines(Cast.Jane.MemberKey, "mail.bounced")).Count);
    }

    [Fact]
    public async Task An_applicant_whose_mails_come_back_is_sent_no_reminders_and_is_told_the_end()
    {
        await mls.Bounces(Cast.Jane.MemberEmail);
        await mls.Applies(Cast.Jane);

        await mls.Advance(days: 19);

        Assert.DoesNotContain(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("where it stands") || mail.Subject.Contains("expires soon"));
        Assert.Contains("has expired", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal(4, mls.Inbox(Cast.Bob).All.Count(mail => !mail.Subject.StartsWith("Expired")));
    }

    [Fact]
    public async Task The_request_moves_when_the_offices_address_is_corrected()
    {
        await mls.Bounces(Cast.Bob.MemberEmail);
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(minutes: 5);
        var corrected = Cast.Bob with { MemberEmail = "bob@new.example" };

        await mls.Changes(Cast.Lakeview with { Brokers = [corrected, Cast.Dana] });
        await mls.Advance(days: 2);

        Assert.Equal(1, mls.Inbox(corrected).Count);
        await mls.Approves(corrected);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_later_mail_that_arrives_takes_the_mark_away_and_the_work_with_it()
    {
        await mls.Bounces(Cast.Bob.MemberEmail);
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(minutes: 1);
        await mls.Bounces(Cast.Bob.MemberEmail, false);

        await mls.Resends(id);
        await mls.Advance(minutes: 1);

        Assert.Empty(await mls.WorkItems());
        await mls.Advance(days: 2);
        Assert.Contains("Reminder", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Empty(await mls.Lines(Cast.Jane.MemberKey, "mail.failed"));
    }

    [Fact]
    public async Task One_without_a_case_marks_the_mailbox_and_makes_no_work()
    {
        await mls.Bounces(Cast.Jane.MemberEmail);
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Advance(minutes: 1);

        Assert.Empty(await mls.WorkItems());
        Assert.Empty(await mls.Lines(Cast.Jane.MemberKey, "mail.bounced"));
        await mls.Sends(Mls.LetterToJane("case-1.reminder") with { IsReminder = true }, Mls.LetterToJane("case-1.welcome"));
        Assert.Equal(["Welcome"], mls.Inbox(Cast.Jane).All.Skip(1).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task Staff_are_told_of_an_ended_case_as_well()
    {
        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Bounces(Cast.Jane.MemberEmail);
        Assert.Contains("accept your access", mls.Inbox(Cast.Jane).Latest.Subject);

        await mls.Reports(mls.Inbox(Cast.Jane).Latest, DeliveryStatus.Bounced);

        Assert.Contains("Jane Doe (jane@example.com)", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task One_that_lists_several_cases_is_told_in_each_of_them()
    {
        var jane = await mls.Applies(Cast.Jane);
        var john = await mls.Applies(Cast.John);
        await mls.Advance(days: 1);
        await mls.Bounces(Cast.Bob.MemberEmail);

        await mls.Advance(days: 2);

        Assert.Contains("2 applications wait", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Equal(new[] { jane, john }.Order(), (await mls.WorkItems()).Select(item => item.Case).Order());
        await mls.Advance(days: 6);
        Assert.Equal(3, mls.Inbox(Cast.Bob).Count);
        foreach (var who in new[] { Cast.Jane, Cast.John })
        {
            Assert.Contains("2 applications wait", Assert.Single(await mls.Lines(who.MemberKey, "mail.bounced")));
            Assert.Contains("a reminder isn't sent", Assert.Single(await mls.Lines(who.MemberKey, "mail.failed")));
        }

        await mls.Bounces(Cast.Bob.MemberEmail, false);
        await mls.Resends(jane);
        await mls.Advance(minutes: 1);
        Assert.Equal(john, Assert.Single(await mls.WorkItems(), item => item.Title.StartsWith("Correct")).Case);
    }

    [Fact]
    public async Task Labels_and_capitals_are_the_same_mailbox()
    {
        await mls.Sends(Mls.LetterToJane("case-1.welcome") with { To = "Jane+mls@Example.com" });
        await mls.Reports(mls.MailService.All[^1], DeliveryStatus.Bounced);

        await mls.Sends(Mls.LetterToJane("case-1.reminder") with { IsReminder = true });

        Assert.Equal(0, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task The_mark_is_forgotten_after_ninety_days_and_the_mail_after_thirty()
    {
        await mls.Bounces(Cast.Jane.MemberEmail);
        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        var (ledger, sent) = (mls.Services.GetRequiredService<MailLedger>(), mls.Inbox(Cast.Jane).Latest.Id);
        Assert.Equal(Cast.Jane.MemberEmail, (await ledger.FindAsync(sent, TestContext.Current.CancellationToken))?.To);

        await mls.Advance(days: 29);
        Assert.NotNull(await ledger.FindAsync(sent, TestContext.Current.CancellationToken));
        await mls.Advance(days: 2);
        Assert.Null(await ledger.FindAsync(sent, TestContext.Current.CancellationToken));

        await mls.Advance(days: 58);
        await mls.Sends(Mls.LetterToJane("case-1.first") with { IsReminder = true });
        await mls.Advance(days: 3);
        await mls.Sends(Mls.LetterToJane("case-1.second") with { IsReminder = true });
        Assert.Equal(2, mls.Inbox(Cast.Jane).Count);
    }
}

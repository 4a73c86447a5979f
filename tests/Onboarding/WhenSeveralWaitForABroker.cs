using MemberServices.Cases;
using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenSeveralWaitForABroker : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task One_reminder_a_day_lists_them_all_each_with_its_link_and_deadline()
    {
        var jane = await mls.Applies(Cast.Jane);
        await mls.Advance(hours: 2);
        var john = await mls.Applies(Cast.John);

        await mls.Advance(days: 2);

        Assert.Equal(3, mls.Inbox(Cast.Bob).Count);
        var reminder = mls.Inbox(Cast.Bob).Latest;
        Assert.Equal("Reminder: 2 applications wait for your decision", reminder.Subject);
        Assert.Contains("Jane Doe", (await mls.Opens(reminder.Link($"Review {jane}"))).Words);
        Assert.Contains("John Roe", (await mls.Opens(reminder.Link($"Review {john}"))).Words);
        Assert.Equal(2, reminder.Text.Split("the end of Friday, March 20").Length - 1);
        foreach (var who in new[] { Cast.Jane, Cast.John })
        {
            Assert.Single(await mls.Happenings(who), type => type == "approval.reminded");
        }
    }

    [Fact]
    public async Task Each_is_answered_by_its_own_link_and_the_rest_is_counted_but_not_shown()
    {
        var jane = await mls.Applies(Cast.Jane);
        var john = await mls.Applies(Cast.John);
        await mls.Applies(Cast.Quilla);
        await mls.Advance(days: 2);
        var reminder = mls.Inbox(Cast.Bob).Latest;

        var link = reminder.Link($"Review {john}");
        (await mls.Sends((await mls.Opens(link)).Form.Choosing("approve"))).MustBe(303);

        Assert.NotNull((await mls.Enrollment(john)).End);
        Assert.Null((await mls.Enrollment(jane)).End);
        var decided = await mls.Opens(link);
        Assert.Contains("2 more applications wait for you", decided.Words);
        Assert.DoesNotContain("Jane", decided.Source);
        Assert.DoesNotContain("Quilla", decided.Source);
        await mls.Advance(days: 5);
        Assert.Equal("Reminder: 2 applications wait for your decision", mls.Inbox(Cast.Bob).Latest.Subject);
    }

    [Fact]
    public async Task The_last_one_is_reminded_of_as_any_other()
    {
        await mls.Applies(Cast.Jane);
        var john = await mls.Applies(Cast.John);
        await mls.Withdraws(john);

        await mls.Advance(days: 2);

        Assert.Equal("Reminder: Jane Doe is waiting for your decision", mls.Inbox(Cast.Bob).Latest.Subject);
        await mls.Approves(Cast.Bob);
        Assert.Contains("nothing left for you to do", (await mls.Opens(mls.Request(Cast.Bob))).Words);
    }

    [Fact]
    public async Task One_that_they_no_longer_decide_is_not_listed()
    {
        await Change(Cast.HillCountry with { Brokers = [Cast.Bob, Cast.Maria], OfficeBrokerKey = Cast.Bob.MemberKey, Delegates = [] });
        await mls.Applies(Cast.Jane);
        await mls.Advance(hours: 2);
        var john = await mls.Applies(Cast.John with { OfficeKey = Cast.HillCountry.OfficeKey });
        await Change(Cast.HillCountry with { Brokers = [Cast.Maria], OfficeBrokerKey = Cast.Maria.MemberKey, Delegates = [] });

        await mls.Advance(days: 2);

        Assert.Equal(["Reminder: Jane Doe is waiting for your decision"], Reminders());
        Assert.Equal("Maria Mendez", (await mls.Enrollment(john)).WaitsFor!.Who);
    }

    [Fact]
    public async Task A_repeated_follow_up_is_no_second_mail_although_one_was_answered_since()
    {
        var jane = CaseId.Parse(await mls.Applies(Cast.Jane));
        var john = await mls.Applies(Cast.John);
        await mls.Applies(Cast.Quilla);
        await mls.Advance(days: 2);
        var due = Mls.MondayMorning.AddDays(2);
        await mls.Withdraws(john);
        var mails = mls.Inbox(Cast.Bob).Count;

        await ActivatorUtilities.CreateInstance<EnrollmentActivities>(mls.Services).FollowUpEnrollmentStep(new StepFollowUp(new StepId(jane, 1), due, 1, due));
        await mls.Settle();

        Assert.Equal(mails, mls.Inbox(Cast.Bob).Count);
        Assert.Single(Reminders());
    }

    [Fact]
    public async Task The_last_notice_is_about_one_each()
    {
        await mls.Applies(Cast.Jane);
        await mls.Applies(Cast.John);

        await mls.Advance(days: 17);

        Assert.Equal(2, mls.Inbox(Cast.Bob).All.Count(mail => mail.Subject.StartsWith("Time is almost over")));
        Assert.Equal(2, Reminders().Count);
    }

    IReadOnlyList<string> Reminders() => [.. mls.Inbox(Cast.Bob).All.Select(mail => mail.Subject).Where(subject => subject.StartsWith("Reminder"))];

    async Task Change(Office office) => await mls.Services.GetRequiredService<OfficeTable>().WriteAsync(office, null, TestContext.Current.CancellationToken);
}

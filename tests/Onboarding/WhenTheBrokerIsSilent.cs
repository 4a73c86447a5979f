using Local.Durable;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTheBrokerIsSilent : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Reminds_after_two_and_five_business_days_and_asks_staff_after_seven()
    {
        await mls.Applies(Cast.Jane);

        await mls.Advance(days: 1.99);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        await mls.Advance(days: 0.01);
        Assert.Contains("Reminder", mls.Inbox(Cast.Bob).Latest.Subject);

        // Five business days after Monday are the next Monday: in between, daylight saving time has begun.
        await mls.Advance(days: 4.9);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
        await mls.Advance(days: 0.1);
        Assert.Contains("Last reminder", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Empty(await mls.WorkItems());

        await mls.Advance(days: 2);
        var call = Assert.Single(await mls.WorkItems());
        Assert.Contains("Call the broker: Bob Broker", call.Title);
        Assert.Equal(new DateTimeOffset(2026, 3, 12, 9, 0, 0, TimeSpan.FromHours(-5)), call.Due);
        Assert.Equal(3, mls.Inbox(Cast.Bob).Count);
        Assert.Contains("where it stands", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Contains("Bob Broker has not decided", mls.Inbox(Cast.Jane).Latest.Text);
    }

    [Fact]
    public async Task Tells_both_a_business_day_before_the_end_once_for_each_request()
    {
        var id = await mls.Applies(Cast.Jane);

        // Thirteen business days after Monday, March 2 are Thursday, March 19.
        await mls.Advance(days: 16.9);
        Assert.DoesNotContain("expires soon", mls.Inbox(Cast.Jane).Latest.Subject);
        await mls.Advance(days: 0.1);
        Assert.Contains("Time is almost over", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Contains("expires soon", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Contains("by the end of Friday, March 20", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("approval.ending", await mls.Happenings(Cast.Jane));

        await mls.Resends(id);
        await mls.Advance(days: 20);
        Assert.Equal(2, mls.Inbox(Cast.Jane).All.Count(mail => mail.Subject.Contains("expires soon")));
        Assert.Equal(2, mls.Inbox(Cast.Bob).All.Count(mail => mail.Subject.Contains("Time is almost over")));
    }

    [Fact]
    public async Task Tells_both_after_fourteen_and_frees_the_license()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.Advance(days: 20);

        Assert.Equal(EnrollmentEnd.Expired, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("expired", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Contains("Expired", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Empty(await mls.WorkItems());
        Assert.NotEqual(id, await mls.Applies(Cast.Jane));
    }

    [Fact]
    public async Task A_reminder_s_link_is_as_good_as_the_first()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 3);

        await mls.Approves(Cast.Bob);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        var first = mls.Inbox(Cast.Bob).All[0].Link("Review");
        Assert.Contains("approved", (await mls.Opens(first)).Words, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_orchestration_knows_nothing_about_people()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Resends(id);
        await mls.Advance(days: 3);

        var instance = await mls.Machine.Part<DurableEngine>().Client.GetInstanceAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        Assert.Equal("""{"Version":1,"State":null}""", instance!.SerializedInput);
        Assert.Null(instance.SerializedCustomStatus);
    }
}

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
        await mls.Applies(Mls.Jane);

        await mls.Advance(days: 1.99);
        Assert.Equal(1, mls.Inbox(Mls.Bob).Count);
        await mls.Advance(days: 0.01);
        Assert.Contains("Reminder", mls.Inbox(Mls.Bob).Latest.Subject);

        // Five business days after Monday are the next Monday: in between, daylight saving time has begun.
        await mls.Advance(days: 4.9);
        Assert.Equal(2, mls.Inbox(Mls.Bob).Count);
        await mls.Advance(days: 0.1);
        Assert.Contains("Last reminder", mls.Inbox(Mls.Bob).Latest.Subject);
        Assert.Empty(await mls.WorkItems());

        await mls.Advance(days: 2);
        var call = Assert.Single(await mls.WorkItems());
        Assert.Contains("Call the broker: Bob Broker", call.Title);
        Assert.Equal(new DateTimeOffset(2026, 3, 12, 9, 0, 0, TimeSpan.FromHours(-5)), call.Due);
        Assert.Equal(3, mls.Inbox(Mls.Bob).Count);
        Assert.Contains("where it stands", mls.Inbox(Mls.Jane.MemberEmail).Latest.Subject);
        Assert.Contains("Bob Broker has not decided", mls.Inbox(Mls.Jane.MemberEmail).Latest.Text);
    }

    [Fact]
    public async Task Tells_both_a_business_day_before_the_end_once_for_each_request()
    {
        var id = await mls.Applies(Mls.Jane);

        // Thirteen business days after Monday, March 2 are Thursday, March 19.
        await mls.Advance(days: 16.9);
        Assert.DoesNotContain("expires soon", mls.Inbox(Mls.Jane.MemberEmail).Latest.Subject);
        await mls.Advance(days: 0.1);
        Assert.Contains("Time is almost over", mls.Inbox(Mls.Bob).Latest.Subject);
        Assert.Contains("expires soon", mls.Inbox(Mls.Jane.MemberEmail).Latest.Subject);
        Assert.Contains("March 20, 2026 at 9:00 AM", mls.Inbox(Mls.Jane.MemberEmail).Latest.Text);
        Assert.Contains("approval.ending", await mls.Happenings("TX-123456"));

        await mls.Intervenes(id, "resend", new { by = "Ann Archer", reason = "Bob asked for it" });
        await mls.Advance(days: 20);
        Assert.Equal(2, mls.Inbox(Mls.Jane.MemberEmail).All.Count(mail => mail.Subject.Contains("expires soon")));
        Assert.Equal(2, mls.Inbox(Mls.Bob).All.Count(mail => mail.Subject.Contains("Time is almost over")));
    }

    [Fact]
    public async Task Tells_both_after_fourteen_and_frees_the_license()
    {
        var id = await mls.Applies(Mls.Jane);

        await mls.Advance(days: 20);

        Assert.Equal(EnrollmentEnd.Expired, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("expired", mls.Inbox(Mls.Jane.MemberEmail).Latest.Subject);
        Assert.Contains("Expired", mls.Inbox(Mls.Bob).Latest.Subject);
        Assert.Empty(await mls.WorkItems());
        Assert.NotEqual(id, await mls.Applies(Mls.Jane));
    }

    [Fact]
    public async Task A_reminder_s_link_is_as_good_as_the_first()
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Advance(days: 3);

        await mls.Decides(Mls.Bob, "approve");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        var first = mls.Inbox(Mls.Bob).All[0].Links[0].Address;
        Assert.Contains("approved", await (await mls.Http.GetAsync(first)).Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_orchestration_knows_nothing_about_people()
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Intervenes(id, "resend", new { by = "Ann Archer", reason = "Bob asked for it" });
        await mls.Advance(days: 3);

        var instance = await mls.Instance(id);
        Assert.Equal("""{"Version":1,"State":null}""", instance.SerializedInput);
        Assert.Null(instance.SerializedCustomStatus);
    }
}

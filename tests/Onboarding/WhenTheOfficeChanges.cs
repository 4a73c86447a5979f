using MemberServices.Offices;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

/// <summary>Who may decide is a question of now: neither a link nor a reminder remembers it.</summary>
public sealed class WhenTheOfficeChanges : IAsyncLifetime
{
    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        id = await mls.Applies(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_broker_who_left_gets_no_reminder_and_who_decides_now_is_asked()
    {
        await BobLeaves();

        await mls.Advance(days: 2);

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
        await mls.Approves(Cast.Dana);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task The_old_link_shows_nobody_and_decides_nothing_and_an_answer_there_moves_the_request_at_once()
    {
        var open = await mls.Opens(mls.Request(Cast.Bob));
        await BobLeaves();

        var shown = await mls.Opens(mls.Request(Cast.Bob));
        var answered = await mls.Sends(open.Form.Choosing("approve"));

        foreach (var page in new[] { shown, answered })
        {
            Assert.Equal(410, page.Status);
            Assert.DoesNotContain("Jane", page.Source);
        }
        Assert.Null((await mls.Enrollment(id)).End);
        Assert.Equal(1, mls.Inbox(Cast.Dana).Count);
        Assert.Contains("approval.moved", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_broker_with_another_address_is_asked_there()
    {
        await Change(Cast.Lakeview with { Brokers = [Cast.Bob with { MemberEmail = "bob@new.example" }, Cast.Dana] });

        Assert.Equal(410, (await mls.Opens(mls.Request(Cast.Bob))).Status);
        await mls.Advance(days: 2);

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Equal(1, mls.Inbox(Cast.Bob with { MemberEmail = "bob@new.example" }).Count);
    }

    [Fact]
    public async Task Staff_s_own_acts_are_told_to_the_broker()
    {
        await mls.Reassigns(id, Cast.Dana);
        Assert.Equal("Dana Deputy decides about Jane Doe", mls.Inbox(Cast.Bob).Latest.Subject);

        await mls.ApprovesOnBehalf(id);
        Assert.Equal("Jane Doe was approved on your behalf", mls.Inbox(Cast.Dana).Latest.Subject);
        Assert.DoesNotContain("Sarah", mls.Inbox(Cast.Dana).Latest.Text);
    }

    Task BobLeaves() => Change(Cast.Lakeview with { Brokers = [Cast.Dana], OfficeBrokerKey = Cast.Dana.MemberKey, Delegates = [] });

    async Task Change(Office office) => await mls.Services.GetRequiredService<OfficeTable>().WriteAsync(office, null, TestContext.Current.CancellationToken);
}

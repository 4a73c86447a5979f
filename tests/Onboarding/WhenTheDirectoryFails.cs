using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTheDirectoryFails : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Waits_as_long_as_a_busy_directory_asks()
    {
        mls.Graph.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10));
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        await mls.Advance(minutes: 9.9);
        Assert.Equal("access", (await mls.Enrollment(id)).Stage);
        await mls.Advance(minutes: 0.1);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Theory]
    [InlineData("POST /v1.0/invitations")]
    [InlineData("POST /v1.0/groups")]
    public async Task A_kill_while_it_waits_changes_nothing(string call)
    {
        using TemporaryFolder folder = new(), copy = new();
        var first = await Mls.StartAsync(folder.Folder);
        first.Graph.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10), on: call);
        var id = await first.Applies(Cast.Jane);
        await first.Approves(Cast.Bob);
        await first.Advance(minutes: 5);
        await using var killed = await first.IsKilled(copy.Folder);

        // Whoever asks now is refused for good.
        killed.Graph.Faults.Refuse(403, times: 9);
        await killed.Advance(minutes: 4.9);
        killed.Graph.Faults.Clear();
        Assert.Equal("access", (await killed.Enrollment(id)).Stage);
        await killed.Advance(minutes: 0.2);

        Assert.Equal(EnrollmentEnd.Completed, (await killed.Enrollment(id)).End!.End);
        Assert.Empty(await killed.WorkItems());
        Assert.Equal(1, await killed.UsersWith(Cast.Jane.MemberEmail));
        Assert.Equal(1, killed.Inbox(Cast.Jane).All.Count(mail => mail.Links.Any(l => l.Address.AbsolutePath.StartsWith("/local/accept/"))));
    }

    [Theory]
    [InlineData("POST /v1.0/invitations")]
    [InlineData("POST /v1.0/groups")]
    public async Task A_call_whose_answer_is_lost_makes_nothing_twice(string call)
    {
        mls.Graph.Faults.LoseAnswer(on: call);
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Advance(hours: 1);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Contains(mls.Inbox(Cast.Jane).Latest.Links, l => l.Address.AbsolutePath.StartsWith("/local/accept/"));
    }

    [Fact]
    public async Task A_refusal_goes_to_staff_who_can_try_again()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        Assert.Contains("Set up access", Assert.Single(await mls.WorkItems()).Title);
        Assert.Contains("access.failed", await mls.Happenings(Cast.Jane));

        await mls.Retries(id);

        Assert.Empty(await mls.WorkItems());
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Two_business_days_of_silence_go_to_staff_and_twenty_end_it()
    {
        mls.Graph.Faults.Refuse(503, times: 100_000);
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        await mls.Advance(days: 2);
        Assert.Single(await mls.WorkItems());
        await mls.Advance(days: 30);

        Assert.Equal(EnrollmentEnd.Failed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("enrollment.failed", await mls.Happenings(Cast.Jane));
        Assert.Contains("could not finish", mls.Inbox(Cast.Jane).Latest.Subject);
    }

    [Fact]
    public async Task A_withdrawal_takes_back_what_was_granted()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));

        await mls.Withdraws(id);

        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Contains("access.revoked", await mls.Happenings(Cast.Jane));
    }
}

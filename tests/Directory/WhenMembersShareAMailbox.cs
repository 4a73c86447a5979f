using MemberServices.Directory;
using MemberServices.Onboarding;
using Microsoft.Extensions.Configuration;

namespace MemberServices.Tests.Directory;

public sealed class WhenMembersShareAMailbox : IAsyncDisposable
{
    const string Email = "office@example.org";

    readonly TestDirectory directory = new();

    [Fact]
    public async Task One_goes_and_the_other_keeps_the_user()
    {
        var first = await directory.GrantAsync("EN-AAA222", Email);
        var second = await directory.GrantAsync("member:TX-123456", "Office@Example.ORG");

        Assert.Null(await directory.Provisioner.RevokeAsync("EN-AAA222", Email));

        Assert.Equal(first.UserId, second.UserId);
        Assert.Equal(new ShownUser(first.UserId, true, true), Assert.Single(await directory.UsersAsync(Email)));
        Assert.Null(await directory.Provisioner.FindAsync("EN-AAA222", Email));
        Assert.Equal(second, await directory.Provisioner.FindAsync("member:TX-123456", Email));
    }

    [Fact]
    public async Task With_the_last_one_the_user_goes()
    {
        await directory.GrantAsync("EN-AAA222", Email);
        await directory.GrantAsync("EN-BBB222", Email);

        await directory.Provisioner.RevokeAsync("EN-BBB222", Email);

        Assert.Equal(directory.Now, await directory.Provisioner.RevokeAsync("EN-AAA222", Email));
        Assert.Empty(await directory.UsersAsync(Email));
    }

    [Fact]
    public async Task Who_never_held_the_user_takes_nothing_away()
    {
        Assert.Null(await directory.Provisioner.RevokeAsync("EN-AAA222", Email));
        await directory.GrantAsync("EN-AAA222", Email);

        Assert.Null(await directory.Provisioner.RevokeAsync("EN-BBB222", Email));

        Assert.Single(await directory.UsersAsync(Email));
    }

    [Fact]
    public async Task A_repeat_changes_nothing_and_is_answered_as_the_first()
    {
        var first = await directory.GrantAsync("EN-AAA222", Email);
        Assert.Equal(first.UserId, (await directory.GrantAsync("EN-AAA222", Email)).UserId);
        Assert.Single(await directory.UsersAsync(Email));

        var revoked = await directory.Provisioner.RevokeAsync("EN-AAA222", Email);
        await directory.AdvanceAsync(TimeSpan.FromDays(1));
        await directory.GrantAsync("EN-BBB222", Email);

        Assert.NotNull(revoked);
        Assert.Equal(revoked, await directory.Provisioner.RevokeAsync("EN-AAA222", Email));
        Assert.Single(await directory.UsersAsync(Email));
    }

    [Fact]
    public async Task Who_comes_after_the_end_starts_anew()
    {
        var before = await directory.GrantAsync("EN-AAA222", Email);
        await directory.Provisioner.RevokeAsync("EN-AAA222", Email);

        var after = await directory.GrantAsync("EN-AAA222", Email);

        Assert.NotEqual(before.UserId, after.UserId);
        Assert.NotNull(after.RedeemAddress);
        Assert.Equal(new ShownUser(after.UserId, true, true), Assert.Single(await directory.UsersAsync(Email)));
    }

    [Fact]
    public async Task The_case_that_made_the_user_is_withdrawn_and_the_member_stays()
    {
        await using var mls = await Mls.StartAsync();
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var refused = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        var member = await mls.Applies(Cast.John with { MemberEmail = Cast.Jane.MemberEmail });
        await mls.Approves(Cast.Bob);
        Assert.Contains(mls.Inbox(Cast.Jane).Latest.Links, l => l.Address.AbsolutePath.StartsWith("/local/accept/"));

        await mls.Withdraws(refused);

        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(refused)).End!.End);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(member)).End!.End);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.DoesNotContain("access.revoked", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public void A_turn_lasts_longer_than_any_function()
    {
        var host = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "host.json")).Build();

        Assert.True(DirectoryLedger.LongestTurn > host.GetValue<TimeSpan>("functionTimeout"));
    }

    public ValueTask DisposeAsync() => directory.DisposeAsync();
}

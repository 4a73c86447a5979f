using MemberServices.Messages;

namespace MemberServices.Tests.Roster;

public sealed class WhenAMemberLeavesTheRoster : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task It_is_on_their_timeline_once_and_their_license_is_free()
    {
        await mls.SaysMember(Cast.Jane);
        await mls.Advance(days: 1);
        await mls.SaysMember(Cast.Jane, status: "Inactive", id: "left");
        var left = mls.Now;
        await mls.Advance(days: 1);
        await mls.SaysMember(Cast.Jane, left, status: "Inactive", id: "left");
        await mls.SaysMember(Cast.Jane, status: "Inactive");

        Assert.Equal(left, (await mls.Member("TX-123456"))!.InactiveSince);
        var line = Assert.Single(await mls.Timeline("TX-123456"));
        Assert.Equal(("member.left", "Left the roster", "/association"), (line.GetProperty("type").GetString(), line.GetProperty("summary").GetString(), line.GetProperty("by").GetString()));
        Assert.Empty(await mls.WorkItems());
        Assert.Empty(mls.MailService.All);
        await mls.Applies(Cast.Jane);
    }

    [Fact]
    public async Task Their_access_stays_and_staff_are_to_take_it_back()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 1);
        var mails = mls.Inbox(Cast.Jane).Count;

        await mls.SaysMember(Cast.Jane, status: "Inactive");

        Assert.False((await mls.Member("TX-123456"))!.IsActive);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Equal(mails, mls.Inbox(Cast.Jane).Count);
        Assert.Equal($"Take back the access of Jane Doe (TX-123456), who left the roster: revoke {id}", Assert.Single(await mls.WorkItems()).Title);
        Assert.Contains("Left the roster; their access stays until staff take it back", (await mls.Timeline("TX-123456")).Select(line => line.GetProperty("summary").GetString()));

        await mls.Revokes(id);
        await mls.Advance(hours: 1);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task Back_before_that_was_done_there_is_nothing_to_do()
    {
        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 1);
        await mls.SaysMember(Cast.Jane, status: "Inactive");
        await mls.Advance(hours: 1);

        await mls.SaysMember(Cast.Jane);

        var jane = (await mls.Member("TX-123456"))!;
        Assert.Equal((true, mls.Now), (jane.IsActive, jane.ActiveSince));
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task A_record_from_before_they_were_enrolled_ends_nothing()
    {
        var before = mls.Now;
        await mls.Advance(hours: 1);
        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        await mls.SaysMember(Cast.Jane, before, status: "Inactive");

        Assert.True((await mls.Member("TX-123456"))!.IsActive);
        Assert.Empty(await mls.WorkItems());
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }
}

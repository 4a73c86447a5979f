using System.Net.Http.Json;
using MemberServices.Directory;

namespace MemberServices.Tests.Directory;

public sealed class WhenAUserIsThereAlready : IAsyncDisposable
{
    const string Email = "jane@example.org";
    const string Case = "EN-AAA222";

    readonly TestDirectory directory = new();

    [Theory]
    [InlineData("staff", false)]
    [InlineData("staff", true)]
    [InlineData("guest", false)]
    [InlineData("guest", true)]
    [InlineData("pending", false)]
    [InlineData("pending", true)]
    public async Task They_stay_as_they_were(string kind, bool isMember)
    {
        await directory.AddAsync(kind, Email, isMember);
        var before = Assert.Single(await directory.UsersAsync(Email));

        var access = await directory.GrantAsync(Case, Email);

        Assert.Equal(before.Id, access.UserId);
        Assert.Equal(kind == "pending", access.RedeemAddress is not null);
        Assert.Equal(before with { IsMember = true }, Assert.Single(await directory.UsersAsync(Email)));

        Assert.Equal(!isMember, await directory.Provisioner.RevokeAsync(Case, Email) is not null);
        Assert.Equal(before, Assert.Single(await directory.UsersAsync(Email)));
    }

    [Fact]
    public async Task A_guest_who_has_not_accepted_gets_a_new_invitation_until_they_have()
    {
        var first = await directory.GrantAsync(Case, Email);
        var second = await directory.GrantAsync("EN-BBB222", Email);
        await directory.Graph.AcceptAsync(Email);
        var third = await directory.GrantAsync("EN-CCC222", Email);

        Assert.NotNull(second.RedeemAddress);
        Assert.NotEqual(first.RedeemAddress, second.RedeemAddress);
        Assert.Null(third.RedeemAddress);
        Assert.Equal(first.UserId, third.UserId);
    }

    [Fact]
    public async Task Whom_somebody_deleted_by_hand_is_invited_anew()
    {
        await directory.AddAsync("guest", Email, isMember: true);
        var first = await directory.GrantAsync(Case, Email);
        await directory.DeleteAsync(first.UserId);

        var second = await directory.GrantAsync("EN-BBB222", Email);

        Assert.Equal(new ShownUser(second.UserId, true, true), Assert.Single(await directory.UsersAsync(Email)));
        await directory.Provisioner.RevokeAsync(Case, Email);
        await directory.Provisioner.RevokeAsync("EN-BBB222", Email);
        Assert.Empty(await directory.UsersAsync(Email));
    }

    [Fact]
    public async Task Who_came_in_another_way_after_our_invitation_was_refused_stays()
    {
        directory.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        await Assert.ThrowsAsync<DirectoryRejectedException>(() => directory.GrantAsync(Case, Email));
        await directory.AddAsync("staff", Email, isMember: false);

        Assert.Null(await directory.Provisioner.RevokeAsync(Case, Email));

        Assert.Single(await directory.UsersAsync(Email));
    }

    [Fact]
    public async Task A_user_who_was_just_deleted_and_is_still_shown_is_not_taken_for_an_older_one()
    {
        var gone = await directory.GrantAsync(Case, Email);
        await directory.Provisioner.RevokeAsync(Case, Email);
        directory.Gate.Instead = request => request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath == "/v1.0/users"
            ? Shows(new { value = new[] { new { id = gone.UserId, externalUserState = "Accepted" } } })
            : null;
        var access = await directory.GrantAsync("EN-BBB222", Email);
        directory.Gate.Instead = null;

        Assert.Equal(new ShownUser(access.UserId, true, true), Assert.Single(await directory.UsersAsync(Email)));
        await directory.Provisioner.RevokeAsync("EN-BBB222", Email);
        Assert.Empty(await directory.UsersAsync(Email));
    }

    [Fact]
    public async Task Whom_we_just_took_out_of_the_group_and_is_still_shown_in_it_is_taken_out_again()
    {
        var id = await directory.AddAsync("guest", Email, isMember: false);
        await directory.GrantAsync(Case, Email);
        await directory.Provisioner.RevokeAsync(Case, Email);
        directory.Gate.Instead = request => request.RequestUri!.AbsolutePath.EndsWith("/checkMemberGroups", StringComparison.Ordinal)
            ? Shows(new { value = new[] { Local.Graph.LocalGraph.MembersGroupId } })
            : null;
        await directory.GrantAsync(Case, Email);
        directory.Gate.Instead = null;

        await directory.Provisioner.RevokeAsync(Case, Email);

        Assert.Equal(new ShownUser(id!, false, false), Assert.Single(await directory.UsersAsync(Email)));
    }

    [Fact]
    public async Task A_member_whom_somebody_else_added_after_our_end_stays_one()
    {
        var id = await directory.AddAsync("guest", Email, isMember: false);
        await directory.GrantAsync(Case, Email);
        await directory.Provisioner.RevokeAsync(Case, Email);
        await directory.AdvanceAsync(TimeSpan.FromDays(1));
        await directory.JoinAsync(id!);

        await directory.GrantAsync(Case, Email);
        await directory.Provisioner.RevokeAsync(Case, Email);

        Assert.True(Assert.Single(await directory.UsersAsync(Email)).IsMember);
    }

    public ValueTask DisposeAsync() => directory.DisposeAsync();

    static HttpResponseMessage Shows(object body) => new() { Content = JsonContent.Create(body) };
}

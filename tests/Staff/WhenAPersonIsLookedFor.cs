using Local.Graph;
using MemberServices.Directory;
using MemberServices.Policies;
using MemberServices.Staff;

namespace MemberServices.Tests.Staff;

public sealed class WhenAPersonIsLookedFor : IAsyncDisposable
{
    readonly Lakeshore mls = new();

    [Theory]
    [InlineData("elena.voss@lakeshore-mls.example")]
    [InlineData("  Elena.VOSS@Lakeshore-MLS.example\n")]
    public async Task They_are_found_by_their_address_with_all_their_roles(string address)
    {
        var found = await mls.Staff.FindAsync(address);

        Assert.Equal("Elena Voss", found!.Person.Name);
        Assert.Equal((Cast.Elena.Email, "312-555-0131", "Director of Finance"), (found.Person.Email, found.Person.Phone, found.Person.Title));
        Assert.Equal(found.Person, (await mls.Staff.LookUpAsync(found.Person.Id))!.Person);
        Assert.Equal([StaffRoles.Finance, StaffRoles.Managers, StaffRoles.Leaders], found.Roles.Select(role => role.Id));
        Assert.True(found.Has(StaffRoles.Finance));
        Assert.False(found.Has(StaffRoles.Level1));
    }

    [Fact]
    public async Task Who_is_in_no_role_is_not_found()
    {
        Assert.Null(await mls.Staff.FindAsync(Cast.Jane.MemberEmail));
        Assert.Null(await mls.Staff.FindAsync("elena.voss+mls@lakeshore-mls.example"));
        Assert.Equal(10, mls.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Elena Voss")]
    [InlineData("Elena <elena.voss@lakeshore-mls.example>")]
    public async Task What_is_no_address_is_not_asked_about(string text)
    {
        Assert.Null(await mls.Staff.FindAsync(text));
        Assert.Empty(mls.Requests);
    }

    [Fact]
    public async Task Who_leaves_is_not_found_ten_minutes_later()
    {
        Assert.NotNull(await mls.Staff.FindAsync(Cast.Sarah.Email));
        await mls.Deletes(Cast.Sarah.Email);

        await mls.Advance(minutes: 10);

        Assert.Null(await mls.Staff.FindAsync(Cast.Sarah.Email));
    }

    [Fact]
    public async Task A_group_that_is_not_there_hides_nobody_whom_another_role_knows()
    {
        var missing = new StaffRole(StaffRoles.Editors, "Editors", $"{Guid.NewGuid()}");
        await using var wrong = new Lakeshore(new StaffPolicy { Roles = [missing, new(StaffRoles.Level1, "Support", SampleStaff.Level1)] });

        var sarah = await wrong.Staff.FindAsync(Cast.Sarah.Email);
        Assert.Equal([StaffRoles.Level1], sarah!.Roles.Select(role => role.Id));
        await Assert.ThrowsAsync<DirectoryRejectedException>(() => wrong.Staff.FindAsync(Cast.Elena.Email));
    }

    [Fact]
    public async Task Their_manager_is_known()
    {
        var manager = await mls.Staff.ManagerOfAsync(await mls.Person(Cast.Sarah.Email));
        var above = await mls.Staff.ManagerOfAsync(manager!);

        Assert.Equal("Priya Raman", manager!.Name);
        Assert.Equal("priya.raman@lakeshore-mls.example", manager.Email);
        Assert.Equal("Marcus Bell", above!.Name);
    }

    [Fact]
    public async Task Who_has_no_manager_has_none()
    {
        var ruth = await mls.Person(Cast.Ruth.Email);
        var before = mls.Requests.Count;

        Assert.Null(await mls.Staff.ManagerOfAsync(ruth));
        Assert.Null(await mls.Staff.ManagerOfAsync(ruth));
        Assert.Null(await mls.Staff.ManagerOfAsync(new StaffPerson($"{Guid.NewGuid()}", "Nobody", "nobody@lakeshore-mls.example")));
        Assert.Equal(before + 2, mls.Requests.Count);
    }

    [Fact]
    public async Task A_manager_who_left_is_none_ten_minutes_later()
    {
        var sarah = await mls.Person(Cast.Sarah.Email);
        Assert.NotNull(await mls.Staff.ManagerOfAsync(sarah));
        await mls.Disables("priya.raman@lakeshore-mls.example");

        await mls.Advance(minutes: 9.9);
        Assert.NotNull(await mls.Staff.ManagerOfAsync(sarah));
        await mls.Advance(minutes: 0.1);
        Assert.Null(await mls.Staff.ManagerOfAsync(sarah));
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();
}

using Local.Graph;
using MemberServices.Directory;
using MemberServices.Policies;
using MemberServices.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Staff;

public sealed class WhenARolesPeopleAreAskedFor : IAsyncDisposable
{
    readonly Lakeshore mls = new();

    [Fact]
    public async Task They_are_the_members_of_its_group_by_name()
    {
        var people = await mls.Staff.PeopleOfAsync(StaffRoles.Level1);

        Assert.Equal(["Diego Santos", "Hannah Weiss", "Sarah Lindqvist"], people.Select(p => p.Name));
        Assert.Equal(Cast.Sarah.Email, people[2].Email);
        Assert.True(Guid.TryParse(people[2].Id, out _));
        var request = Uri.UnescapeDataString(Assert.Single(mls.Requests));
        Assert.Equal($"/v1.0/groups/{SampleStaff.Level1}/transitiveMembers?$select=id,displayName,mail,accountEnabled,businessPhones,jobTitle", request);
    }

    [Fact]
    public async Task Somebody_added_shows_after_ten_minutes_and_not_before()
    {
        Assert.Equal(3, (await mls.Names(StaffRoles.Level1)).Count);
        await mls.Joins(SampleStaff.Level1, "Abby New");
        await mls.TakesOut(SampleStaff.Level1, Cast.Sarah.Email);

        await mls.Advance(minutes: 9.9);
        Assert.Equal(["Diego Santos", "Hannah Weiss", "Sarah Lindqvist"], await mls.Names(StaffRoles.Level1));
        Assert.Single(mls.Requests);
        await mls.Advance(minutes: 0.1);
        Assert.Equal(["Abby New", "Diego Santos", "Hannah Weiss"], await mls.Names(StaffRoles.Level1));
    }

    [Fact]
    public async Task An_empty_group_has_nobody()
    {
        await mls.TakesOut(SampleStaff.Finance, Cast.Elena.Email);

        Assert.Empty(await mls.Staff.PeopleOfAsync(StaffRoles.Finance));
        Assert.Empty(await mls.Staff.PeopleOfAsync(StaffRoles.Finance));
        Assert.Single(mls.Requests);
    }

    [Fact]
    public async Task People_of_a_group_in_the_group_are_there_once()
    {
        await mls.PutsInto(SampleStaff.Executive, SampleStaff.Leaders);
        await mls.PutsInto(SampleStaff.Leaders, SampleStaff.Executive);

        Assert.Equal(["Elena Voss", "Marcus Bell", "Ruth Calloway"], await mls.Names(StaffRoles.Executive));
    }

    [Fact]
    public async Task More_than_a_page_of_them_are_all_there()
    {
        for (var i = 0; i < 248; i++)
        {
            await mls.Joins(SampleStaff.Trainers, $"Trainer {i:000}");
        }

        var names = await mls.Names(StaffRoles.Trainers);

        Assert.Equal(250, names.Distinct().Count());
        Assert.Equal("Grace Nakamura", names[0]);
        Assert.Equal(3, mls.Requests.Count);
        Assert.All(mls.Requests, request => Assert.Contains("select", request));
    }

    [Fact]
    public async Task Whoever_has_left_or_cannot_be_written_to_is_not_among_them()
    {
        await mls.Disables(Cast.Sarah.Email);
        var id = await mls.Joins(SampleStaff.Level1, "Front desk", "front desk");

        Assert.Equal(["Diego Santos", "Hannah Weiss"], await mls.Names(StaffRoles.Level1));
        Assert.Contains(id, Assert.Single(mls.Log));
    }

    [Theory]
    [InlineData("+1 (312) 555-0190", "312-555-0190")]
    [InlineData(" 312.555.0190 ext. 7 ", "312-555-0190 x7")]
    [InlineData("+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("x4711", null)]
    [InlineData("ask the front desk", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task Each_has_the_number_that_they_are_called_at_if_it_can_be_called(string? kept, string? phone)
    {
        await mls.Joins(SampleStaff.Executive, "Abby New", phone: kept, title: phone is null ? "  " : " Trainee ");

        var abby = (await mls.Staff.PeopleOfAsync(StaffRoles.Executive))[0];

        Assert.Equal((phone, phone is null ? null : "Trainee"), (abby.Phone, abby.Title));
    }

    [Fact]
    public async Task Many_who_ask_at_once_make_one_request()
    {
        var asked = new Task<IReadOnlyList<StaffPerson>>[200];
        using (mls.Holds())
        {
            Parallel.For(0, asked.Length, i => asked[i] = mls.Staff.PeopleOfAsync(StaffRoles.Level1));
        }

        Assert.All(await Task.WhenAll(asked), people => Assert.Equal(3, people.Count));
        Assert.Single(mls.Requests);
    }

    [Fact]
    public async Task Two_roles_of_one_group_make_one_request()
    {
        await using var small = new Lakeshore(new StaffPolicy
        {
            Roles = [new(StaffRoles.Level1, "Support", SampleStaff.Managers), new(StaffRoles.Managers, "Managers", SampleStaff.Managers)],
        });

        Assert.Equal(await small.Names(StaffRoles.Level1), await small.Names(StaffRoles.Managers));
        Assert.Single(small.Requests);
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_an_error_that_names_it()
    {
        var missing = $"{Guid.NewGuid()}";
        await using var wrong = new Lakeshore(new StaffPolicy { Roles = [new(StaffRoles.Level1, "Support", missing)] });

        var refused = await Assert.ThrowsAsync<DirectoryRejectedException>(() => wrong.Staff.PeopleOfAsync(StaffRoles.Level1));
        Assert.Contains(missing, refused.Message);
        await Assert.ThrowsAsync<DirectoryRejectedException>(() => wrong.Staff.PeopleOfAsync(StaffRoles.Level1));
        Assert.Single(wrong.Requests);
        Assert.StartsWith("Error: ", Assert.Single(wrong.Log));

        await wrong.Advance(minutes: 1);
        await Assert.ThrowsAsync<DirectoryRejectedException>(() => wrong.Staff.PeopleOfAsync(StaffRoles.Level1));
        Assert.Equal(2, wrong.Requests.Count);
    }

    [Fact]
    public async Task A_role_that_the_policy_does_not_have_is_the_callers_error()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => mls.Staff.PeopleOfAsync("gardeners"));

        Assert.Contains("'gardeners'", error.Message);
    }

    [Fact]
    public async Task The_app_knows_its_staff()
    {
        await using var app = await Mls.StartAsync();
        var staff = app.Services.GetRequiredService<StaffDirectory>();

        foreach (var role in app.Services.GetRequiredService<StaffPolicy>().Roles)
        {
            Assert.NotEmpty(await staff.PeopleOfAsync(role.Id));
        }
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();
}

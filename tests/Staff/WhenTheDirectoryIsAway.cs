using Local.Graph;
using MemberServices.Directory;
using MemberServices.Policies;
using MemberServices.Staff;

namespace MemberServices.Tests.Staff;

public sealed class WhenTheDirectoryIsAway : IAsyncDisposable
{
    readonly Lakeshore mls = new();

    [Fact]
    public async Task The_last_list_goes_on_being_used_and_that_is_logged()
    {
        var before = await mls.Names(StaffRoles.Level1);
        mls.Faults.Refuse(503, times: 1000);

        await mls.Advance(minutes: 3 * 24 * 60);

        Assert.Equal(before, await mls.Names(StaffRoles.Level1));
        Assert.Equal(
            $"Warning: The people of group {SampleStaff.Level1}: The directory answered 503. What it said at 2026-03-02 15:00:00Z goes on being used.",
            Assert.Single(mls.Log));
    }

    [Fact]
    public async Task It_is_asked_again_after_a_minute_and_then_what_it_says_counts()
    {
        await mls.Names(StaffRoles.Level1);
        await mls.Joins(SampleStaff.Level1, "Abby New");
        await mls.Advance(minutes: 10);
        mls.Faults.LoseAnswer();

        Assert.DoesNotContain("Abby New", await mls.Names(StaffRoles.Level1));
        await mls.Advance(minutes: 0.9);
        Assert.DoesNotContain("Abby New", await mls.Names(StaffRoles.Level1));
        Assert.Equal(2, mls.Requests.Count);
        await mls.Advance(minutes: 0.1);

        Assert.Contains("Abby New", await mls.Names(StaffRoles.Level1));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(0.2, 1)]
    [InlineData(600, 10)]
    public async Task It_is_left_in_peace_as_long_as_it_wants_from_one_minute_to_ten(double wanted, double minutes)
    {
        await mls.Names(StaffRoles.Level1);
        await mls.Advance(minutes: 10);
        mls.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(wanted));
        await mls.Names(StaffRoles.Level1);

        await mls.Advance(minutes - 0.1);
        await mls.Names(StaffRoles.Level1);
        Assert.Equal(2, mls.Requests.Count);
        await mls.Advance(minutes: 0.1);
        await mls.Names(StaffRoles.Level1);
        Assert.Equal(3, mls.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_was_never_known_is_an_error_that_passes()
    {
        mls.Faults.Refuse(429, retryAfter: TimeSpan.FromSeconds(30));

        var away = await Assert.ThrowsAsync<TransientDirectoryException>(() => mls.Staff.PeopleOfAsync(StaffRoles.Level1));

        Assert.Equal(TimeSpan.FromSeconds(30), away.RetryAfter);
        Assert.Equal(3, (await mls.Staff.PeopleOfAsync(StaffRoles.Level1)).Count);
    }

    [Fact]
    public async Task Nobody_is_said_to_be_a_stranger()
    {
        mls.Faults.Refuse(503, on: SampleStaff.Leaders);

        await Assert.ThrowsAsync<TransientDirectoryException>(() => mls.Staff.FindAsync(Cast.Jane.MemberEmail));
    }

    [Fact]
    public async Task Half_a_list_is_no_list()
    {
        for (var i = 0; i < 120; i++)
        {
            await mls.Joins(SampleStaff.Trainers, $"Trainer {i:000}");
        }

        Assert.Equal(122, (await mls.Names(StaffRoles.Trainers)).Count);
        await mls.Advance(minutes: 10);
        mls.Breaks = "skiptoken";

        Assert.Equal(122, (await mls.Names(StaffRoles.Trainers)).Count);
        Assert.Contains("didn't answer", Assert.Single(mls.Log));
    }

    [Fact]
    public async Task The_last_known_manager_goes_on_being_used()
    {
        var sarah = await mls.Person(Cast.Sarah.Email);
        await mls.Staff.ManagerOfAsync(sarah);
        await mls.Advance(minutes: 10);
        mls.Faults.Refuse(503, times: 1000);

        Assert.Equal("Priya Raman", (await mls.Staff.ManagerOfAsync(sarah))!.Name);
        await Assert.ThrowsAsync<TransientDirectoryException>(async () => await mls.Staff.ManagerOfAsync(await mls.Person(Cast.Elena.Email)));
    }

    [Fact]
    public async Task A_refusal_is_no_absence_and_ends_what_was_known()
    {
        await mls.Names(StaffRoles.Level1);
        await mls.Advance(minutes: 10);
        mls.Faults.Refuse(403);

        await Assert.ThrowsAsync<DirectoryRejectedException>(() => mls.Staff.PeopleOfAsync(StaffRoles.Level1));
        await mls.Advance(minutes: 1);
        mls.Faults.Refuse(503);
        await Assert.ThrowsAsync<TransientDirectoryException>(() => mls.Staff.PeopleOfAsync(StaffRoles.Level1));
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();
}

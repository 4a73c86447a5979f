using MemberServices.Directory;

namespace MemberServices.Tests.Directory;

/// <summary>Each call that granting or revoking makes, to the directory and the tables, fails in each way, once.</summary>
public sealed class WhenAnyCallFails : IAsyncDisposable
{
    const string First = "EN-AAA222";
    const string Second = "EN-BBB222";

    readonly TestDirectory directory = new();

    public static TheoryData<string> Stories =>
        ["first is granted", "second is granted", "first is revoked", "last is revoked", "pending is granted", "pending is revoked", "staff is granted", "staff is revoked"];

    [Theory]
    [MemberData(nameof(Stories))]
    public Task A_repeat_makes_it_good(string story) => EachAsync(story, async (deed, email) =>
    {
        await directory.DoesAsync(deed.Grants, deed.Holder, email);
        return deed.Grants || deed.Others;
    });

    [Theory]
    [MemberData(nameof(Stories))]
    public Task Another_who_is_granted_before_the_repeat_has_the_user(string story) => EachAsync(story, async (deed, email) =>
    {
        await directory.DoesAsync(true, "EN-CCC222", email);
        await directory.DoesAsync(deed.Grants, deed.Holder, email);
        var access = await directory.Provisioner.FindAsync("EN-CCC222", email);
        Assert.Equal(access!.UserId, Assert.Single(await directory.UsersAsync(email)).Id);
        return true;
    });

    [Theory]
    [MemberData(nameof(Stories))]
    public Task All_who_are_revoked_then_leave_nothing(string story) => EachAsync(story, async (_, email) =>
    {
        foreach (var holder in (string[])[First, Second])
        {
            await directory.DoesAsync(false, holder, email);
        }

        return false;
    });

    public ValueTask DisposeAsync() => directory.DisposeAsync();

    /// <param name="then">What is done afterwards; whether somebody holds the user then.</param>
    async Task EachAsync(string story, Func<Deed, string, Task<bool>> then)
    {
        foreach (var fate in Enum.GetValues<Fate>().Where(fate => fate != Fate.Works))
        {
            for (var call = 0; await MeetsAsync(story, fate, call, then); call++)
            {
            }
        }
    }

    /// <summary>False when it makes no so many calls.</summary>
    async Task<bool> MeetsAsync(string story, Fate fate, int call, Func<Deed, string, Task<bool>> then)
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        var kind = story.Split(' ')[0];
        var existing = await directory.AddAsync(kind, email, isMember: false);
        var deed = new Deed(story.EndsWith("granted", StringComparison.Ordinal), kind == "second" ? Second : First, kind == "first" && !story.EndsWith("granted", StringComparison.Ordinal));
        if (kind == "second" || !deed.Grants)
        {
            await directory.GrantAsync(First, email);
        }

        if (deed.Others)
        {
            await directory.GrantAsync(Second, email);
        }

        var calls = new List<string>();
        try
        {
            await new Caller(line =>
            {
                calls.Add(line);
                return Task.FromResult(calls.Count == call + 1 ? fate : Fate.Works);
            }).RunAsync(async () =>
            {
                await directory.DoAsync(deed.Grants, deed.Holder, email);
                return true;
            });
        }
        catch (Exception e) when (e is KilledException or TransientDirectoryException or DirectoryRejectedException or Azure.RequestFailedException)
        {
            // Whoever asked will ask again.
        }

        var isHeld = await then(deed, email);
        var users = await directory.UsersAsync(email);
        var trace = $"{story}, {fate} at call {call} of {string.Join(", ", calls)}: {string.Join(", ", users)}";
        Assert.True(users.Count == (isHeld || existing is not null ? 1 : 0), trace);
        Assert.True(users.All(user => user.IsMember == isHeld && (existing is null || existing == user.Id)), trace);
        return calls.Count > call;
    }

    /// <param name="Others">Whether another holds the user, too.</param>
    sealed record Deed(bool Grants, string Holder, bool Others);
}

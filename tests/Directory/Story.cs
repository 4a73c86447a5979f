using MemberServices.Directory;

namespace MemberServices.Tests.Directory;

enum Act
{
    Grants,
    Revokes,
    Suspends,
    Restores,
}

sealed record Deed(Act Act, string Holder);

/// <summary>Who holds a user before somebody is granted or revoked, at an address of its own.</summary>
sealed class Story
{
    public const string First = "EN-AAA222";
    public const string Second = "EN-BBB222";

    readonly TestDirectory directory;
    readonly string name;
    readonly string email = $"{Guid.NewGuid():n}@example.org";
    readonly Dictionary<string, bool> suspended = [];
    readonly List<string> calls = [];
    string? existing;

    Story(TestDirectory directory, string name)
    {
        (this.directory, this.name) = (directory, name);
        Deed = new Deed(
            name.Split(' ')[2] switch { "granted" => Act.Grants, "revoked" => Act.Revokes, "suspended" => Act.Suspends, _ => Act.Restores },
            name.StartsWith("second", StringComparison.Ordinal) ? Second : First);
    }

    /// <summary>What the story is about.</summary>
    public Deed Deed { get; }

    /// <summary>A third holder's grant.</summary>
    public Deed Another { get; } = new(Act.Grants, "member:TX-123456");

    /// <summary>The holder, or not yet, whom the story isn't about.</summary>
    public string Other => Deed.Holder == First ? Second : First;

    /// <param name="directory">Where it happens.</param>
    /// <param name="name">
    /// Such as "first is revoked": of two. One of "pending" or "staff" is in the directory before; the other one may be "beside suspended".
    /// </param>
    public static async Task<Story> BeginAsync(TestDirectory directory, string name)
    {
        var story = new Story(directory, name);
        story.existing = await directory.AddAsync(name.Split(' ')[0], story.email, isMember: false);
        if (story.Deed.Act != Act.Grants || story.Deed.Holder == Second)
        {
            await story.DoesAsync(new Deed(Act.Grants, First));
        }

        if (name.StartsWith("first", StringComparison.Ordinal) && story.Deed.Act != Act.Grants)
        {
            await story.DoesAsync(new Deed(Act.Grants, Second));
        }

        if (name.EndsWith("beside suspended", StringComparison.Ordinal))
        {
            await story.DoesAsync(new Deed(Act.Suspends, story.Other));
        }

        if (story.Deed.Act == Act.Restores)
        {
            await story.DoesAsync(new Deed(Act.Suspends, First));
        }

        return story;
    }

    /// <summary>Tries until it is done.</summary>
    public async Task DoesAsync(Deed deed)
    {
        await directory.DoesAsync(deed.Act, deed.Holder, email);
        Done(deed);
    }

    void Done(Deed deed)
    {
        if (deed.Act == Act.Revokes)
        {
            suspended.Remove(deed.Holder);
        }
        else if (deed.Act == Act.Grants || suspended.ContainsKey(deed.Holder))
        {
            suspended[deed.Holder] = deed.Act == Act.Suspends || deed.Act == Act.Grants && suspended.GetValueOrDefault(deed.Holder);
        }
    }

    /// <summary>Tries once.</summary>
    /// <param name="deed">What.</param>
    /// <param name="at">Which of its calls, from 0, is met by <paramref name="meets"/>.</param>
    /// <param name="meets">What happens before the call, and what becomes of it.</param>
    /// <returns>Whether it was done, and whether it made that call.</returns>
    public async Task<(bool IsDone, bool Met)> TriesAsync(Deed deed, int at = int.MaxValue, Func<Task<Fate>>? meets = null)
    {
        var made = 0;
        try
        {
            var isDone = await new Caller(call =>
            {
                calls.Add($"{deed.Holder} {call}");
                return made++ == at ? meets!() : Task.FromResult(Fate.Works);
            }).RunAsync(async () =>
            {
                await directory.DoAsync(deed.Act, deed.Holder, email);
                return true;
            });
            Done(deed);
            return (isDone, made > at);
        }
        catch (Exception e) when (e is KilledException or TransientDirectoryException or DirectoryRejectedException or Azure.RequestFailedException)
        {
            return (false, made > at);
        }
    }

    public async Task CheckAsync(string what)
    {
        var users = await directory.UsersAsync(email);
        var trace = $"{name}, {what}, held by (suspended) {string.Join(", ", suspended)}: {string.Join(", ", users)}\n{string.Join('\n', calls)}";
        Assert.True(users.Count == (suspended.Count > 0 || existing is not null ? 1 : 0), trace);
        Assert.True(users.All(user => user.IsMember == suspended.ContainsValue(false) && (existing is null || existing == user.Id)), trace);
        foreach (var holder in suspended.Keys)
        {
            Assert.True((await directory.Provisioner.FindAsync(holder, email))?.UserId == users[0].Id, trace);
        }
    }
}

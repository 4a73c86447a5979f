namespace MemberServices.Tests.Directory;

/// <summary>Each call that granting, revoking, suspending or restoring makes, to the directory and the tables, fails in each way, once.</summary>
public sealed class WhenAnyCallFails : IAsyncDisposable
{
    readonly TestDirectory directory = new();

    public static TheoryData<string> Stories =>
    [
        "first is granted", "second is granted", "first is revoked", "last is revoked", "pending is granted", "pending is revoked", "staff is granted", "staff is revoked",
        "first is suspended", "first is suspended beside suspended", "last is suspended", "pending is suspended", "staff is suspended",
        "first is restored", "first is restored beside suspended", "last is restored", "staff is restored",
        "first is revoked beside suspended", "second is granted beside suspended",
    ];

    [Theory]
    [MemberData(nameof(Stories))]
    public Task A_repeat_makes_it_good(string name) => FailsAsync(name, story => story.DoesAsync(story.Deed));

    [Theory]
    [MemberData(nameof(Stories))]
    public Task Another_who_is_granted_before_the_repeat_has_the_user(string name) => FailsAsync(name, async story =>
    {
        await story.DoesAsync(story.Another);
        await story.DoesAsync(story.Deed);
    });

    [Theory]
    [MemberData(nameof(Stories))]
    public Task All_who_are_revoked_then_leave_nothing(string name) => FailsAsync(name, async story =>
    {
        await story.DoesAsync(new Deed(Act.Revokes, Story.First));
        await story.DoesAsync(new Deed(Act.Revokes, Story.Second));
    });

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Another_who_comes_in_between_spoils_nothing(string name)
    {
        for (var other = 0; other < 3; other++)
        {
            for (var (call, more) = (0, true); more; call++)
            {
                var story = await Story.BeginAsync(directory, name);
                var comes = other switch { 0 => story.Another, 1 => story.Deed, _ => new Deed(Act.Revokes, story.Other) };
                var wasDone = true;
                (var isDone, more) = await story.TriesAsync(story.Deed, call, async () =>
                {
                    (wasDone, _) = await story.TriesAsync(comes);
                    return Fate.Works;
                });
                foreach (var left in new[] { (story.Deed, isDone), (comes, wasDone) }.Where(left => !left.Item2))
                {
                    await story.DoesAsync(left.Item1);
                }

                await story.CheckAsync($"{comes} came in before call {call}");
            }
        }
    }

    public ValueTask DisposeAsync() => directory.DisposeAsync();

    async Task FailsAsync(string name, Func<Story, Task> then)
    {
        foreach (var fate in Enum.GetValues<Fate>().Where(fate => fate != Fate.Works))
        {
            for (var (call, more) = (0, true); more; call++)
            {
                var story = await Story.BeginAsync(directory, name);
                (_, more) = await story.TriesAsync(story.Deed, call, () => Task.FromResult(fate));
                await then(story);
                await story.CheckAsync($"{fate} at call {call}");
            }
        }
    }
}

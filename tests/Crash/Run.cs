using System.Collections.Concurrent;
using System.Diagnostics;

namespace MemberServices.Tests.Crash;

/// <summary>All stories, in one data folder, by one process or, with kills, by several after another.</summary>
public sealed class Run(Stories stories, AppProcess app, Kills kills)
{
    const int AtOnce = 6;
    static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(2);

    /// <summary>After longer, what other systems should have done in time is over: here they are down, too.</summary>
    static readonly TimeSpan LongestDown = TimeSpan.FromDays(7.5);

    public Clients Clients { get; } = new(app);

    /// <summary>How long each step took without kills.</summary>
    public IReadOnlyList<TimeSpan> Durations => durations;

    /// <summary>Whether days passed without a process.</summary>
    public bool WasDownForDays { get; private set; }

    readonly List<TimeSpan> durations = [];
    DateTimeOffset now = Stories.Start;

    public async Task GoAsync()
    {
        await app.StartAsync("--start", $"{Stories.Start:O}");
        foreach (var (number, step) in stories.Steps.Index())
        {
            await Clients.ReadMailAsync();
            var watch = Stopwatch.StartNew();
            var open = step.Deeds;
            while (kills.Next(number) is { } kill)
            {
                open = await UntilKilledAsync(step, open, kill);
            }

            Assert.Empty(await TryAsync(step, open));
            durations.Add(watch.Elapsed);
            now = step.At ?? now;
        }
    }

    /// <summary>Does what it can until the process is killed, and starts it again. What wasn't acknowledged, or isn't known to be, is still open.</summary>
    async Task<IReadOnlyList<Deed>> UntilKilledAsync(Step step, IReadOnlyList<Deed> open, Kill kill)
    {
        var trying = TryAsync(step, open);
        await Task.Delay(kill.After, TimeProvider.System);
        await (kill.IsPolite ? app.StopAsync() : app.KillAsync());
        var left = await trying;
        if (kill.WhileStarting is { } soon)
        {
            var starting = app.StartAsync();
            await Task.Delay(soon, TimeProvider.System);
            await app.KillAsync();
            await starting.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        if (kill.IsDownUntilThen && step.At is { } at && at - now <= LongestDown)
        {
            WasDownForDays = true;
            await app.StartAsync("--start", $"{at:O}");
        }
        else
        {
            await app.StartAsync();
        }
        return [.. open.Where(deed => left.Contains(deed) || kill.Repeats(deed))];
    }

    /// <summary>What wasn't acknowledged.</summary>
    async Task<IReadOnlyCollection<Deed>> TryAsync(Step step, IReadOnlyList<Deed> deeds)
    {
        var left = new ConcurrentBag<Deed>();
        if (step.Deeds.Count == 0)
        {
            await TryAsync(() => Clients.MoveClockAsync(step.At));
        }

        await Parallel.ForEachAsync(deeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (deed, _) =>
        {
            if (!await TryAsync(() => deed.DoAsync(Clients)))
            {
                left.Add(deed);
            }
        });
        return left;
    }

    static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work().WaitAsync(StuckAfter, TimeProvider.System);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }
}

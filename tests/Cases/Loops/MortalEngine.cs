using MemberServices.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>An engine on a file whose process dies in the middle of activities, and another that takes up its work.</summary>
sealed class MortalEngine : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    readonly Action<DurableTaskRegistry> tasks;
    readonly Lock gate = new();
    EngineFixture fixture = null!;
    TaskCompletionSource died = NewDeath();
    bool? diesBeforeNext;

    MortalEngine(Action<MortalEngine, DurableTaskRegistry> add) => tasks = registry => add(this, registry);

    public DateTimeOffset Now => fixture.Machine.Clock.GetUtcNow();

    public DurableTaskClient Client => fixture.Client;

    /// <summary>When it all began.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    /// <summary>How often the process died.</summary>
    public int Deaths { get; private set; }

    /// <summary>For how long it was down, all in all.</summary>
    public TimeSpan Down { get; private set; }

    public static async Task<MortalEngine> StartAsync(Action<MortalEngine, DurableTaskRegistry> add)
    {
        var engine = new MortalEngine(add);
        engine.fixture = await EngineFixture.StartAsync(engine.tasks, engine.folder.Folder.FullName, Start);
        return engine;
    }

    /// <summary>The process is to die in the next activity.</summary>
    /// <param name="before">Before the activity does anything; else when it has done it, and before it is known.</param>
    public void DieInNext(bool before)
    {
        lock (gate)
        {
            diesBeforeNext = before;
        }
    }

    /// <summary>An activity's work, which ends with the process if it is to.</summary>
    public async Task<T> LiveAsync<T>(Func<T> work)
    {
        if (Dies(true))
        {
            await DieAsync();
        }

        var result = work();
        if (Dies(false))
        {
            await DieAsync();
        }

        return result;
    }

    /// <summary>Lets time pass, if need be in several lives, until nothing more can happen.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = Now + time;
        while (true)
        {
            using var life = new CancellationTokenSource();
            var passing = fixture.Machine.Clock.AdvanceAsync(until > Now ? until - Now : TimeSpan.Zero, life.Token);
            if (await Task.WhenAny(passing, died.Task) == passing && !died.Task.IsCompleted)
            {
                await passing;
                return;
            }

            life.Cancel();
            await DieAsync(TimeSpan.Zero);
        }
    }

    /// <summary>The process dies, and another begins some time later.</summary>
    public async Task DieAsync(TimeSpan downFor)
    {
        var now = Now;
        fixture.Machine.Database.Dispose();
        lock (gate)
        {
            (died, diesBeforeNext) = (NewDeath(), null);
        }

        (Deaths, Down) = (Deaths + 1, Down + downFor);
        fixture = await EngineFixture.StartAsync(tasks, folder.Folder.FullName, now + downFor);
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        folder.Dispose();
    }

    bool Dies(bool before)
    {
        lock (gate)
        {
            return diesBeforeNext == before && !died.Task.IsCompleted;
        }
    }

    Task DieAsync()
    {
        lock (gate)
        {
            died.TrySetResult();
            // Never: it ends with the process.
            return NewDeath().Task;
        }
    }

    static TaskCompletionSource NewDeath() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

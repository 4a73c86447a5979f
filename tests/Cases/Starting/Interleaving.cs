namespace MemberServices.Tests.Cases;

/// <summary>What becomes of a request.</summary>
enum Fate
{
    Served,

    /// <summary>It is carried out, and sent again when no answer came.</summary>
    AnswerIsLost,

    /// <summary>Who wanted to send it dies.</summary>
    DiesBefore,

    /// <summary>It is carried out; who sent it dies.</summary>
    DiesAfter,
}

/// <summary>Several that work at once: each waits before every request, and one of them, drawn at random, goes on.</summary>
sealed class Interleaving
{
    static readonly AsyncLocal<Worker?> Current = new();

    readonly List<Worker> workers = [];

    /// <summary>The requests in the order in which they were carried out.</summary>
    public List<string> Trace { get; } = [];

    public bool IsAnybodyWaiting => workers.Any(worker => worker.IsWaiting);

    /// <summary>A request of whoever runs; a request of the test itself passes at once.</summary>
    public static async Task PassAsync(string what, Func<Task> request)
    {
        if (Current.Value is not { } worker)
        {
            await request();
            return;
        }

        var fate = await worker.WaitAsync();
        worker.Trace.Add($"{worker.Name}: {what}{(fate == Fate.Served ? "" : $" ({fate})")}");
        if (fate == Fate.DiesBefore)
        {
            throw new DiedException();
        }

        await request();
        if (fate == Fate.DiesAfter)
        {
            throw new DiedException();
        }

        if (fate == Fate.AnswerIsLost)
        {
            await PassAsync(what, request);
        }
    }

    /// <summary>Starts somebody; returns when they wait before their first request.</summary>
    /// <param name="name">In the trace.</param>
    /// <param name="work">What they do.</param>
    /// <param name="died">Called when they have died.</param>
    public Task AddAsync(string name, Func<Task> work, Action? died = null)
    {
        var worker = new Worker(name, Trace);
        workers.Add(worker);
        return worker.StartAsync(work, died ?? (() => { }));
    }

    /// <summary>Lets one of those who wait go on to their next request.</summary>
    public Task StepAsync(Random random, Fate fate)
    {
        var waiting = workers.Where(worker => worker.IsWaiting).ToList();
        return waiting[random.Next(waiting.Count)].GoAsync(fate);
    }

    sealed class Worker(string name, List<string> trace)
    {
        TaskCompletionSource<Fate>? turn;
        TaskCompletionSource<bool> still = New<bool>();

        public string Name => name;

        public List<string> Trace => trace;

        public bool IsWaiting => turn is not null;

        public Task<bool> StartAsync(Func<Task> work, Action died)
        {
            _ = Task.Run(async () =>
            {
                Current.Value = this;
                try
                {
                    await work();
                }
                catch (DiedException)
                {
                    died();
                }
                catch (Exception failed)
                {
                    still.TrySetException(failed);
                }

                still.TrySetResult(true);
            });
            return still.Task;
        }

        public Task<Fate> WaitAsync()
        {
            var mine = turn = New<Fate>();
            still.TrySetResult(true);
            return mine.Task;
        }

        public Task<bool> GoAsync(Fate fate)
        {
            var mine = turn!;
            (turn, still) = (null, New<bool>());
            var next = still.Task;
            mine.SetResult(fate);
            return next;
        }

        static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class DiedException : Exception;
}

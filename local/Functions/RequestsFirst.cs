using System.Diagnostics;

namespace Local.Functions;

/// <summary>
/// Somebody waits for a request, nobody for what it sets off: while requests come, episodes, activities and messages take
/// turns, one after another, with rests in between as long as a request is under way; when it is quiet, all may run. In
/// Azure the two run on machines of their own.
/// </summary>
/// <param name="longestTurn">One that takes longer waits for something itself: the next begins meanwhile.</param>
sealed class RequestsFirst(TimeSpan longestTurn) : IDisposable
{
    public static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(100);

    /// <summary>A pause between two requests is shorter.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    /// <summary>A timer can't do less.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>A rest takes as many times as long as the turn before it.</summary>
    const int Rest = 7;

    readonly Lock gate = new();
    readonly Queue<TaskCompletionSource<IDisposable?>> waiting = [];
    Timer? watch;
    Turn? running;
    TimeSpan nextTurn;
    int underWay;
    long ended = Stopwatch.GetTimestamp() - Stopwatch.Frequency;

    static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    bool IsQuiet => Volatile.Read(ref underWay) == 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref ended)) >= Quiet;

    /// <summary>A request is under way until this is disposed.</summary>
    public IDisposable Request()
    {
        Interlocked.Increment(ref underWay);
        return new ComingRequest(this);
    }

    /// <summary>Ends when an episode, an activity or a message may run, which then does until this is disposed.</summary>
    public ValueTask<IDisposable?> TurnAsync()
    {
        if (IsQuiet)
        {
            return default;
        }

        lock (gate)
        {
            var turn = new TaskCompletionSource<IDisposable?>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            if (waiting.Count == 1)
            {
                Look();
            }

            return new(turn.Task);
        }
    }

    public void Dispose() => watch?.Dispose();

    /// <summary>Gives the turns that are due, and looks again when the next may be.</summary>
    void Look()
    {
        lock (gate)
        {
            if (IsQuiet)
            {
                while (waiting.TryDequeue(out var turn))
                {
                    turn.SetResult(null);
                }
            }
            else if ((Now >= nextTurn || (running is null && underWay == 0)) && waiting.TryDequeue(out var turn))
            {
                nextTurn = Now + longestTurn;
                turn.SetResult(running = new Turn(this));
            }

            if (waiting.Count > 0)
            {
                var soon = nextTurn - Now;
                watch ??= new Timer(_ => Look());
                watch.Change(soon < Shortest ? Shortest : soon < Quiet ? soon : Quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    void End(Turn turn, TimeSpan took)
    {
        lock (gate)
        {
            if (turn == running)
            {
                running = null;
                nextTurn = Now + Rest * (took < longestTurn ? took : longestTurn);
                Look();
            }
        }
    }

    sealed class ComingRequest(RequestsFirst requests) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref requests.ended, Stopwatch.GetTimestamp());
            if (Interlocked.Decrement(ref requests.underWay) == 0)
            {
                requests.Look();
            }
        }
    }

    sealed class Turn(RequestsFirst requests) : IDisposable
    {
        readonly TimeSpan began = Now;

        public void Dispose() => requests.End(this, Now - began);
    }
}

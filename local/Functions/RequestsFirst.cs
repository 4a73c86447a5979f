using System.Diagnostics;

namespace Local.Functions;

/// <summary>
/// Somebody waits for a request, nobody for what it sets off: while requests come, activities and messages run one at a
/// time, and as many as may once it is quiet. In Azure the two run on machines of their own.
/// </summary>
/// <param name="longestWait">After this long a turn is given whatever comes: a request may wait for what it set off.</param>
sealed class RequestsFirst(TimeSpan longestWait) : IDisposable
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>A pause between two requests is shorter.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    readonly SemaphoreSlim turns = new(1);
    int underWay;
    long ended = Stopwatch.GetTimestamp() - Stopwatch.Frequency;

    bool IsQuiet => Volatile.Read(ref underWay) == 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref ended)) >= Quiet;

    /// <summary>A request is under way until this is disposed.</summary>
    public IDisposable Request()
    {
        Interlocked.Increment(ref underWay);
        return new Ending(() =>
        {
            Volatile.Write(ref ended, Stopwatch.GetTimestamp());
            Interlocked.Decrement(ref underWay);
        });
    }

    /// <summary>Ends when an activity or a message may run; it is run until this is disposed.</summary>
    public async ValueTask<IDisposable?> TurnAsync()
    {
        var since = Stopwatch.GetTimestamp();
        while (!IsQuiet && Stopwatch.GetElapsedTime(since) < longestWait)
        {
            if (await turns.WaitAsync(Quiet))
            {
                return new Ending(() => turns.Release());
            }
        }

        return null;
    }

    public void Dispose() => turns.Dispose();

    sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

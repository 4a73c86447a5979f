using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks.Links;

/// <summary>
/// Requests and how long each took. Each client is a thread that blocks, so that the app's thread pool and timers serve
/// the app alone.
/// </summary>
/// <param name="send">Returns when the request of this number is answered.</param>
sealed partial class Load(Action<int> send)
{
    readonly ConcurrentBag<double> milliseconds = [];

    /// <summary>As fast as <paramref name="clients"/> get answers.</summary>
    public async Task<string> FullSpeedAsync(int first, int count, int clients)
    {
        var seconds = await RunAsync(count, clients, i => Send(first + i, Stopwatch.GetTimestamp()));
        return Figures(count, seconds, $"{clients} at once");
    }

    /// <summary>
    /// At a fixed rate, while no more than <paramref name="clients"/> wait for their answers: a request's time counts from
    /// when it was to be sent, so that a server that stops for a while isn't spared.
    /// </summary>
    public async Task<string> RateAsync(int first, int count, int clients, int perSecond)
    {
        var start = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 100;
        var seconds = await RunAsync(count, clients, i =>
        {
            var at = start + (long)(i * (double)Stopwatch.Frequency / perSecond);
            WaitUntil(at);
            Send(first + i, at);
        });
        return Figures(count, seconds, $"asked {perSecond:n0}/s");
    }

    static Task<double> RunAsync(int count, int clients, Action<int> work)
    {
        var next = -1;
        return Measure.SecondsAsync(() => Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    work(i);
                }
            },
            TaskCreationOptions.LongRunning))));
    }

    void Send(int i, long from)
    {
        send(i);
        milliseconds.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    }

    string Figures(int count, double seconds, string how)
    {
        var sorted = milliseconds.Order().ToList();
        milliseconds.Clear();
        return $"{count / seconds:n0}/s ({how}), p50 {sorted[count / 2]:0.0} ms, p99 {sorted[count * 99 / 100]:0.0} ms, "
            + $"{Measure.ProcessorTime.TotalMicroseconds / count:n0} µs of processor time each";
    }

    /// <summary>To some 0.1 ms: .NET's own timers are too coarse for this.</summary>
    static void WaitUntil(long timestamp)
    {
        if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp) is { Ticks: > 0 } wait)
        {
            _ = Sleep((uint)wait.TotalMicroseconds);
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);
}

using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarks.Links;

/// <summary>Requests and how long each took.</summary>
sealed class Load(Func<int, Task> request)
{
    readonly ConcurrentBag<double> milliseconds = [];

    /// <summary>As fast as <paramref name="atOnce"/> clients get answers.</summary>
    public async Task<string> FullSpeedAsync(int first, int count, int atOnce)
    {
        var seconds = await Measure.SecondsAsync(() => Measure.ForEachAsync(count, atOnce, i => TimeAsync(first + i, Stopwatch.GetTimestamp())));
        return Figures(count, seconds, $"{atOnce} at once");
    }

    /// <summary>
    /// At a fixed rate, whatever the answers take: a request's time counts from when it was to be sent, so that a server
    /// that stops for a while isn't spared.
    /// </summary>
    public async Task<string> RateAsync(int first, int count, int perSecond)
    {
        var seconds = await Measure.SecondsAsync(async () =>
        {
            var start = Stopwatch.GetTimestamp();
            var sent = new List<Task>(count);
            for (var i = 0; i < count; i++)
            {
                var at = start + (long)(i * (double)Stopwatch.Frequency / perSecond);
                if (at > Stopwatch.GetTimestamp())
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                }

                sent.Add(TimeAsync(first + i, at));
            }

            await Task.WhenAll(sent);
        });
        return Figures(count, seconds, $"asked {perSecond:n0}/s");
    }

    async Task TimeAsync(int i, long from)
    {
        await request(i);
        milliseconds.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    }

    string Figures(int count, double seconds, string how)
    {
        var sorted = milliseconds.Order().ToList();
        milliseconds.Clear();
        return $"{count / seconds:n0}/s ({how}), p50 {sorted[count / 2]:0.0} ms, p99 {sorted[count * 99 / 100]:0.0} ms, "
            + $"{Measure.ProcessorTime.TotalMicroseconds / count:n0} µs of processor time each";
    }
}

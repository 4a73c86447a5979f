using System.Diagnostics;

namespace Benchmarks;

/// <summary>Figures on one line each: what was done per second, and against what.</summary>
static class Measure
{
    /// <summary>Of the whole process, during the last measured work.</summary>
    public static TimeSpan ProcessorTime { get; private set; }

    /// <summary>Seconds that the work takes.</summary>
    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        ProcessorTime = Process.GetCurrentProcess().TotalProcessorTime - before;
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Prints the last measured work.</summary>
    /// <param name="floor">What it is compared with.</param>
    public static void Print(string what, int count, double seconds, string floor, double floorPerSecond) => Console.WriteLine(
        $"{what}: {count / seconds:n0}/s ({floor}: {floorPerSecond:n0}/s), {ProcessorTime.TotalMicroseconds / count:n0} µs of processor time each");

    /// <summary>Runs <paramref name="count"/> pieces of work, <paramref name="atOnce"/> at a time.</summary>
    public static Task ForEachAsync(int count, int atOnce, Func<int, Task> work) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) => await work(i));

    /// <summary>Runs in a new folder on the disk, which is deleted after.</summary>
    public static async Task InFolderAsync(Func<string, Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            await work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

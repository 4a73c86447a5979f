using System.Diagnostics;
using Local;
using Local.Durable;

namespace Benchmarks.Durable;

/// <summary>
/// What instances cost that wait, and how soon a new process begins with what is ready after the one before was killed
/// (kill -9) while it started more. What was acknowledged is checked to be there.
/// </summary>
static class WaitingInstances
{
    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        var total = count ?? 100_000;
        var acknowledged = await FillAndKillAsync(folder, total);
        var size = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
        Console.WriteLine($"waiting instances: {(double)size / total:n0} bytes of disk each");
        await OpenAsync(folder, total);
        await CheckAsync(folder, total, acknowledged);
    });

    /// <returns>The ids whose starts were acknowledged after the last measurement, up to the kill.</returns>
    static async Task<List<string>> FillAndKillAsync(string folder, int total)
    {
        var acknowledged = new List<string>();
        using var process = Start(WaitingProcess.Fill, folder, total);
        while (acknowledged.Count < 500)
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process ended by itself.");
            if (WaitingProcess.Acknowledged(line) is { } id)
            {
                acknowledged.Add(id);
            }
            else
            {
                Console.WriteLine(line);
            }
        }

        process.Kill();
        await process.WaitForExitAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged.AddRange(WaitingProcess.Acknowledged(line) is { } id ? [id] : []);
        }

        return acknowledged;
    }

    static async Task OpenAsync(string folder, int total)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(WaitingProcess.Open, folder, total);
        var begun = 0L;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == WaitingProcess.Begun)
            {
                begun = watch.ElapsedMilliseconds;
            }
            else
            {
                Console.WriteLine(line != WaitingProcess.Dispatched ? line :
                    $"first dispatch with {total:n0} waiting instances: {watch.ElapsedMilliseconds} ms after the start of a new process "
                    + $"(its first line of output: {begun} ms)");
            }
        }

        await process.WaitForExitAsync();
    }

    static async Task CheckAsync(string folder, int total, List<string> acknowledged)
    {
        await using var machine = new LocalMachine(folder);
        var client = machine.Part<DurableEngine>().Client;
        var waiting = machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_instances WHERE id LIKE 'case-%'"));
        var there = 0;
        foreach (var id in acknowledged)
        {
            there += await client.GetInstanceAsync(id) is null ? 0 : 1;
        }

        Console.WriteLine($"of {total:n0} and {acknowledged.Count:n0} acknowledged starts {waiting:n0} and {there:n0} are there");
    }

    static Process Start(string part, string folder, int total) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [part, folder, $"{total}"]) { RedirectStandardOutput = true })!;
}

using System.Diagnostics;
using Victims;

namespace MemberServices.Tests.Killed;

/// <summary>One life of the process.</summary>
static class VictimProcess
{
    /// <summary>Starts it, lets it work (or start) for a while, and kills it (kill -9).</summary>
    /// <param name="known">Messages that it sends again.</param>
    /// <param name="lives">From its first word on; null: it is killed so soon that it may not have started.</param>
    public static async Task RunAsync(string folder, int run, IEnumerable<string> known, TimeSpan? lives, TimeSpan soon, Ledger ledger)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet", [typeof(Said).Assembly.Location, folder, $"{run}", .. known])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var reading = ReadAsync(process.StandardOutput, ledger, begun);
        if (lives is { } time)
        {
            await Task.WhenAny(begun.Task, reading).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            await Task.Delay(time, TimeProvider.System);
        }
        else
        {
            await Task.Delay(soon, TimeProvider.System);
        }

        var ended = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
        Assert.False(ended, $"It ended by itself: {await errors}");
    }

    static async Task ReadAsync(StreamReader output, Ledger ledger, TaskCompletionSource begun)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (Said.Parse(line) is var (what, id))
            {
                ledger.Note(what, id);
                begun.TrySetResult();
            }
        }
    }
}

using System.Diagnostics;

namespace MemberServices.Tests.Worker;

/// <summary>A process and what it prints.</summary>
sealed class Run : IAsyncDisposable
{
    readonly List<string> output = [];
    readonly Process process;
    readonly Stopwatch age = new();

    Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Since it was started.</summary>
    public TimeSpan Age => age.Elapsed;

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Both streams, as far as they have come.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    public static Run Start(ProcessStartInfo start)
    {
        var run = new Run(start);
        run.age.Start();
        run.process.Start();
        run.process.BeginOutputReadLine();
        run.process.BeginErrorReadLine();
        return run;
    }

    public static async Task<(int Code, string Output)> ToEndAsync(ProcessStartInfo start)
    {
        await using var run = Start(start);
        return (await run.EndAsync(), run.Output);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Add(line);
            }
        }
    }
}

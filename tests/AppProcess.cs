using System.Diagnostics;
using System.Text.Json;

namespace MemberServices.Tests;

/// <summary>The app as a process of its own, on a data folder, to be killed and started again.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    readonly List<string> output = [];
    readonly string[] arguments;
    Process? process;

    AppProcess(DirectoryInfo folder, string[] more)
    {
        Folder = folder;
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        arguments = ["--data", folder.FullName, "--urls", Address.ToString().TrimEnd('/'), .. more];
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public DirectoryInfo Folder { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int Id => process!.Id;

    /// <summary>The memory that it holds now.</summary>
    public long Megabytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64 / (1024 * 1024);
        }
    }

    /// <summary>What it has printed since it was made.</summary>
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

    /// <summary>Sends the function key from now on.</summary>
    public async Task UseKeyAsync()
    {
        Http.DefaultRequestHeaders.Remove("x-functions-key");
        Http.DefaultRequestHeaders.Add("x-functions-key", (await File.ReadAllTextAsync(Path.Combine(Folder.FullName, "key"))).Trim());
    }

    /// <param name="more">Further arguments, such as <c>--speed 0</c>.</param>
    public static async Task<AppProcess> StartAsync(DirectoryInfo folder, params string[] more)
    {
        var app = On(folder, more);
        await app.StartAsync();
        return app;
    }

    /// <summary>One that isn't started yet.</summary>
    /// <param name="more">Further arguments of every start.</param>
    public static AppProcess On(DirectoryInfo folder, params string[] more) => new(folder, more);

    /// <summary>Starts it (again) and waits until it says that it runs.</summary>
    /// <param name="once">Further arguments of this start.</param>
    public async Task StartAsync(params string[] once)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var program = Path.Combine(AppContext.BaseDirectory, "Launcher.dll");
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program, .. arguments, .. once])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Keep(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, ready);
        process.Exited += (ended, _) =>
        {
            // The end comes first, what was said before it only then.
            ((Process)ended!).WaitForExit();
            ready.TrySetException(new InvalidOperationException($"The app ended:\n{Output}"));
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(StartsWithin);
        }
        catch
        {
            await KillAsync();
            throw;
        }

        await UseKeyAsync();
    }

    /// <summary>Ends it in the middle of whatever it does (kill -9).</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref process, null) is { } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    /// <summary>Asks it to end, as Ctrl+C and a service manager do.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref process, null) is { } running)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{running.Id}"]);
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(path));
        return answer.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Http.Dispose();
    }

    void Keep(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Add(line);
        }

        if (line.Contains($"Running on {Address.ToString().TrimEnd('/')}", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}

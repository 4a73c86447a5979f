using System.Diagnostics;

namespace MemberServices.Tests.Local.Tables;

/// <summary>
/// Microsoft's emulator of Azure Storage, started when a test first asks for it and stopped after the last. It ends by
/// itself when this process dies.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The well-known key of the development account.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    const string Ready = "successfully listens on ";

    static readonly string Program = Path.Combine(Repository.Root, ".tools/azurite/node_modules/azurite/dist/src/table/main.js");

    readonly Lazy<Task<string>> address;
    Process? process;

    public Azurite() => address = new(StartAsync);

    /// <summary>Where its tables are, without the account. Skips the test where it isn't installed.</summary>
    public Task<string> AddressAsync()
    {
        Needs.Or(File.Exists(Program), "Azurite isn't installed; ./test gets it, or: npm ci --prefix .tools/azurite (with tests/azurite/package*.json copied there)");
        return address.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    async Task<string> StartAsync()
    {
        var guard = Path.Combine(Repository.Root, "tests/azurite/end-with-parent.js");
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "--require", guard, Program, "--tableHost", "127.0.0.1", "--tablePort", "0",
                "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.IndexOf(Ready, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return line[(at + Ready.Length)..].Trim();
            }
        }

        throw new InvalidOperationException($"Azurite didn't start: {string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync()}");
    }
}

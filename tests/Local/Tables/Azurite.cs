using System.Diagnostics;

namespace MemberServices.Tests.Tables;

/// <summary>
/// Microsoft's emulator of Azure Storage, started when a test first asks for it and stopped after the last. It ends by
/// itself when this process dies.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The well-known key of the development account.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    const string Ready = "successfully started";

    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    static readonly string Program = Path.Combine(Repository.Root, ".tools/azurite/node_modules/azurite/dist/src/table/main.js");

    readonly Lazy<Task<string>> address;
    Process? process;

    public Azurite() => address = new(StartAsync);

    /// <summary>Where its tables are, without the account. Skips the test where it isn't installed.</summary>
    public Task<string> AddressAsync()
    {
        Needs.Or(File.Exists(Program), "Azurite isn't installed. To get it: ./test");
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
        var port = Ports.Free();
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "--require", Path.Combine(Repository.Root, "tests/azurite/end-with-parent.js"), Program,
                "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
                "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit) is { } line)
        {
            if (line.Contains(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return $"http://127.0.0.1:{port}";
            }
        }

        throw new InvalidOperationException("Azurite ended before it was ready.");
    }
}

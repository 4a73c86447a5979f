using System.Diagnostics;
using System.Reflection;

namespace MemberServices.Tests.Infra;

/// <summary>What a program ended with.</summary>
/// <param name="Code">0: well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it complained of.</param>
public sealed record Ended(int Code, string Output, string Errors);

/// <summary>Runs the programs that the tests need; NuGet brings them.</summary>
static class Tool
{
    public static string Bicep { get; } = Path.GetFullPath(Metadata("Bicep"));

    /// <summary>PowerShell's, to be run by <c>dotnet</c>.</summary>
    public static string PowerShell => Metadata("PowerShell");

    public static async Task<Ended> RunAsync(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await errors);
    }

    static string Metadata(string key) =>
        typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}

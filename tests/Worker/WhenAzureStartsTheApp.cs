using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Tests.Worker.Messages;

namespace MemberServices.Tests.Worker;

public sealed partial class WhenAzureStartsTheApp(RunningApp app)
{
    static readonly string[] CodeFolders = ["functions", "workflows"];

    [Fact]
    public async Task What_the_host_reads_is_published()
    {
        var folder = await PublishedApp.FolderAsync();

        Assert.All(
            ["host.json", "worker.config.json", "extensions.json", "openapi.yaml", "policies.json", ".azurefunctions/function.deps.json"],
            file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
        Assert.Contains("Microsoft.Azure.WebJobs.Extensions.DurableTask", await File.ReadAllTextAsync(Path.Combine(folder, "extensions.json")));
    }

    [Fact]
    public async Task It_tells_of_every_function()
    {
        var metadata = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(await PublishedApp.FolderAsync(), "functions.metadata")));
        var host = await app.HostAsync();

        var names = host.Functions.Select(function => function.Name).Order();

        Assert.Equal(metadata.EnumerateArray().Select(function => function.GetProperty("name").GetString()).Order(), names);
        Assert.Contains("Enrollment", names);
    }

    /// <summary>Each that stands in the code.</summary>
    [Fact]
    public async Task None_of_its_functions_is_left_out()
    {
        var metadata = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(await PublishedApp.FolderAsync(), "functions.metadata")));
        var declared = from folder in CodeFolders
                       from file in System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
                       where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                       from Match function in Function().Matches(File.ReadAllText(file))
                       select function.Groups[1].Value;

        Assert.Equal(declared.Order(), metadata.EnumerateArray().Select(function => function.GetProperty("name").GetString()).Order());
    }

    [Fact]
    public async Task Every_function_loads()
    {
        var host = await app.HostAsync();

        Assert.All(host.Loaded, each => Assert.True(each.Value.Status == StatusResult.Types.Status.Success, $"{each.Key}: {each.Value.Exception?.Message}"));
    }

    /// <summary>Compiled beforehand: an assembly of ours has native code in it.</summary>
    [Fact]
    public async Task It_is_compiled_beforehand()
    {
        var folder = await PublishedApp.FolderAsync();

        Assert.All(["Functions.dll", "Workflows.dll", "Azure.Core.dll"], file =>
        {
            using var reader = new PEReader(File.OpenRead(Path.Combine(folder, file)));
            Assert.True(reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, file);
        });
    }

    [GeneratedRegex("""\[Function\((?:nameof\()?"?(\w+)""")]
    private static partial Regex Function();
}

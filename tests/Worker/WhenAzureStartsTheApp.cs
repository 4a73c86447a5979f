using System.Text.Json;
using MemberServices.Tests.Worker.Messages;

namespace MemberServices.Tests.Worker;

public sealed class WhenAzureStartsTheApp(RunningApp app)
{
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

    [Fact]
    public async Task Every_function_loads()
    {
        var host = await app.HostAsync();

        Assert.All(host.Loaded, each => Assert.True(each.Value.Status == StatusResult.Types.Status.Success, $"{each.Key}: {each.Value.Exception?.Message}"));
    }
}

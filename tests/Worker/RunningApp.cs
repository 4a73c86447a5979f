using Azure.Data.Tables;
using MemberServices.Tests.Tables;

[assembly: AssemblyFixture(typeof(MemberServices.Tests.Worker.RunningApp))]

// The worker gives a request five seconds to begin: on a busy machine one worker at a time needs them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MemberServices.Tests.Worker;

/// <summary>
/// The published app, running: started when a test first asks for it. Its tables are Azurite's; the bus, the mail service
/// and Graph are at names that lead nowhere.
/// </summary>
public sealed class RunningApp : IAsyncDisposable
{
    public const string Site = "https://members.mls.example";

    readonly Azurite azurite = new();
    readonly Lazy<Task<FunctionsHost>> host;

    public RunningApp() => host = new(async () =>
        await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), await SettingsAsync()));

    internal Task<FunctionsHost> HostAsync() => host.Value;

    internal async Task<Dictionary<string, string>> SettingsAsync() => Settings(await TablesAsync());

    internal async Task<TableServiceClient> OpenTablesAsync() => new(await TablesAsync());

    internal async Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Site + path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await (await HostAsync()).AskAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        if (host.IsValueCreated && host.Value.IsCompletedSuccessfully)
        {
            await (await host.Value).DisposeAsync();
        }

        await azurite.DisposeAsync();
    }

    internal static Dictionary<string, string> Settings(string tables) => new()
    {
        ["Tables"] = tables,
        ["ServiceBus__fullyQualifiedNamespace"] = "bus.invalid",
        ["Email__Endpoint"] = "https://mail.invalid",
        ["Email__Sender"] = "DoNotReply@mls.example",
        ["Site__Address"] = Site,
        ["Site__TrustedHops"] = "1",
        ["Offices__Sample"] = "true",
    };

    async Task<string> TablesAsync() =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Azurite.Key};TableEndpoint={await azurite.AddressAsync()}/devstoreaccount1;";
}

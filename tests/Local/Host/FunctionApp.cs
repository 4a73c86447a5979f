using System.Collections.Concurrent;
using Local;
using Local.Host;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.LocalParts;

/// <summary>A small app made of some classes of this assembly, in memory, its clock standing.</summary>
sealed class FunctionApp : IAsyncDisposable
{
    const string HostJsonText = """{ "version": "2.0", "logging": { "logLevel": { "default": "None" } } }""";

    readonly LocalHost host;

    FunctionApp(LocalHost host)
    {
        this.host = host;
        Http = new HttpClient { BaseAddress = host.Address };
        Api = new HttpClient { BaseAddress = Http.BaseAddress };
        Api.DefaultRequestHeaders.Add("x-functions-key", host.Key);
    }

    public HttpClient Http { get; }

    public HttpClient Api { get; }

    public IServiceProvider Services => host.Services;

    public LocalMachine Machine => host.Machine;

    public LocalClock Clock => Machine.Clock;

    public Journal Journal => host.Services.GetRequiredService<Journal>();

    public static Task<FunctionApp> StartAsync<T>(params string[] args) => StartAsync(typeof(T), _ => { }, args);

    /// <param name="durableTask">The section of host.json.</param>
    public static async Task<FunctionApp> StartDurableAsync<T>(string durableTask, params string[] args)
    {
        var hostJson = HostJson.Parse($$"""{ "version": "2.0", "logging": { "logLevel": { "default": "None" } }, "extensions": { "durableTask": {{durableTask}} } }""");
        var host = Build(typeof(T), _ => { }, hostJson, args);
        await host.StartAsync();
        return new FunctionApp(host);
    }

    public static async Task<FunctionApp> StartAsync(Type functions, Action<FunctionsApplicationBuilder> compose, params string[] args)
    {
        var host = Build(functions, compose, args);
        await host.StartAsync();
        return new FunctionApp(host);
    }

    public static LocalHost Build(Type functions, Action<FunctionsApplicationBuilder> compose, params string[] args) =>
        Build(functions, compose, HostJson.Parse(HostJsonText), args);

    static LocalHost Build(Type functions, Action<FunctionsApplicationBuilder> compose, HostJson hostJson, string[] args)
    {
        string[] where = args.Contains("--data") ? [] : ["--memory", "--start", "2026-03-02T15:00:00Z"];
        args = [.. where, "--speed", "0", "--urls", "http://127.0.0.1:0", .. args];
        return LocalHost.Build(args, FunctionCatalog.Of(functions), hostJson, (settings, configure) =>
        {
            var builder = FunctionsApplication.CreateBuilder(settings);
            builder.ConfigureFunctionsWebApplication();
            builder.Services.AddSingleton<Journal>();
            compose(builder);
            configure(builder);
            return builder.Build();
        });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Api.Dispose();
        await host.StopAsync();
        host.Dispose();
    }
}

/// <summary>What functions noted.</summary>
public sealed class Journal
{
    readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public void Note(string line) => lines.Enqueue(line);
}

using System.Text.Json;
using Local;
using Local.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Composes a function app: services, configuration, middleware.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    readonly WebApplicationBuilder web;
    readonly LocalServices local;
    readonly FunctionCatalog catalog;
    readonly AppPipeline pipeline;
    bool forWeb;
    bool built;

    internal FunctionsApplicationBuilder(string[] args, FunctionCatalog catalog, HostJson? hostJson = null)
    {
        this.catalog = catalog;
        hostJson ??= StartErrors.PrintIf(catalog.IsProgram, () => HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")));
        local = StartErrors.PrintIf(catalog.IsProgram, () => new LocalServices(HostArguments.Parse(args)));
        pipeline = new AppPipeline(hostJson.FunctionTimeout);
        web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = catalog.Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        local.AddTo(web, hostJson);
        Services.AddSingleton(pipeline);
        Services.AddSingleton(hostJson);
        Services.AddSingleton(_ => new RequestsFirst(RequestsFirst.LongestTurn));
        Services.AddSingleton<TriggerKind, HttpTriggers>();
        Services.AddSingleton<TriggerKind, DurableTriggers>();
        Services.AddSingleton<TriggerKind, TimerTriggers>();
        Services.AddSingleton<TriggerKind, ServiceBusTriggers>();
        // The worker's serializer, for what orchestrations and messages carry.
        Services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => web.Configuration;

    public IHostEnvironment Environment => web.Environment;

    public ILoggingBuilder Logging => web.Logging;

    public IMetricsBuilder Metrics => web.Metrics;

    public IServiceCollection Services => web.Services;

    /// <summary>Makes the app. It starts when the host is started.</summary>
    /// <exception cref="InvalidOperationException">It was built before.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        built = true;
        return StartErrors.PrintIf(catalog.IsProgram, () => FunctionsHost.Create(web, local, catalog, forWeb));
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        pipeline.Add(middleware);
        return this;
    }

    internal void ConfigureWeb()
    {
        forWeb = true;
        Services.AddMvcCore();
    }

    void ThrowIfBuilt()
    {
        if (built)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}

using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace MemberServices.Telemetry;

/// <summary>What is told of the app while it runs: spans and log lines, nothing personal and no token in either.</summary>
public static class TelemetryServices
{
    /// <summary>
    /// Whose spans are heard. Not Azure.Core.Http's and System.Net.Http's: the addresses in theirs have rows' keys and
    /// people's names.
    /// </summary>
    static readonly string[] Sources =
    [
        InvocationSpans.SourceName, "Azure.Communication.Email*", "Azure.Data.Tables*", "Azure.Messaging.ServiceBus*", "Microsoft.DurableTask*",
    ];

    /// <summary>
    /// Sends spans, log lines and metrics to Azure Monitor where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, and
    /// spans to the console where <c>Telemetry:Console</c> is true. Where <c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c>
    /// is set, it is sent with the app's identity. Where they go nowhere, none are made.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // Without this, the Azure SDK's clients pass no trace on.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);

        // Both write addresses of requests, ours with tokens in them.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning));

        // All of them: the platform's front end doesn't know which case is going to be asked about.
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing
            .SetSampler(new AlwaysOnSampler())
            .AddSource(Sources)
            .AddProcessor(new SpanScrubber()));

        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection)
        {
            services.AddOpenTelemetry().UseFunctionsWorkerDefaults().UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;
                options.TracesPerSecond = null;
                options.SamplingRatio = 1;
            });

            // The host's setting, which the exporter doesn't know: without it, a key in the connection string is enough.
            if (configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] is { Length: > 0 })
            {
                services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, identity) => options.Credential = identity);
            }
        }

        if (configuration.GetValue<bool>("Telemetry:Console"))
        {
            services.AddOpenTelemetry().WithTracing(tracing => tracing.AddConsoleExporter());
        }

        return services;
    }
}

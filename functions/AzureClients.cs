using Azure.Communication.Email;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using MemberServices.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;

namespace MemberServices;

/// <summary>The clients of what the app stands on in Azure. A host that has registered its own first keeps them.</summary>
static class AzureClients
{
    /// <exception cref="ArgumentException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddAzureClients(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddTableClient(configuration);
        services.AddBusClient(configuration);
        services.AddEmailClient(configuration);
        services.AddGraphClient();
        return services;
    }

    /// <summary>As with a trigger's connection: a connection string in <c>Tables</c>, or an address that the app's identity may use.</summary>
    static void AddTableClient(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Tables"] is { Length: > 0 } connection)
        {
            _ = Connect(null);
            services.TryAddSingleton(s => Connect(Options(s)));
            return;
        }

        var endpoint = configuration.Address("Tables:Endpoint");
        services.TryAddSingleton(s => new TableServiceClient(endpoint, s.GetRequiredService<TokenCredential>(), Options(s)));

        TableServiceClient Connect(TableClientOptions? options)
        {
            try
            {
                return new TableServiceClient(connection, options);
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException or UriFormatException)
            {
                throw new ArgumentException("The setting Tables must be a storage account's connection string.", e);
            }
        }

        static TableClientOptions Options(IServiceProvider services)
        {
            var options = new TableClientOptions().For(services);
            options.RetryPolicy = services.GetService<RetryPolicy>();
            return options;
        }
    }

    /// <summary>The setting is a connection string, or a section that names the namespace for the app's identity: so the triggers read it.</summary>
    static void AddBusClient(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Bus.Connection] is { Length: > 0 } connection)
        {
            try
            {
                _ = ServiceBusConnectionStringProperties.Parse(connection);
            }
            catch (FormatException e)
            {
                throw new ArgumentException($"The setting {Bus.Connection} must be a connection string of Service Bus: {e.Message}");
            }

            services.TryAddSingleton(_ => new ServiceBusClient(connection));
        }
        else
        {
            var host = configuration.Required($"{Bus.Connection}:fullyQualifiedNamespace");
            services.TryAddSingleton(s => new ServiceBusClient(host, s.GetRequiredService<TokenCredential>()));
        }
    }

    static void AddEmailClient(this IServiceCollection services, IConfiguration configuration)
    {
        var endpoint = configuration.Address("Email:Endpoint");
        services.TryAddSingleton(s =>
        {
            // The queue tries again, at the time that the service names; a retry in here would use up its quota.
            var options = new EmailClientOptions().For(s);
            options.Retry.MaxRetries = 0;
            return new EmailClient(endpoint, s.GetRequiredService<TokenCredential>(), options);
        });
    }

    /// <summary>Without the SDK's own handlers: durable retries, which outlive a restart, honor what Graph asks for.</summary>
    static void AddGraphClient(this IServiceCollection services)
    {
        services.AddHttpClient(nameof(GraphServiceClient));
        services.TryAddSingleton(s => new GraphServiceClient(
            s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(GraphServiceClient)),
            new AzureIdentityAuthenticationProvider(
                s.GetRequiredService<TokenCredential>(), ["graph.microsoft.com"], scopes: ["https://graph.microsoft.com/.default"])));
    }

    /// <summary>Over the host's own transport, if it has one. What a client would log are addresses, in which people's keys are.</summary>
    static T For<T>(this T options, IServiceProvider services) where T : ClientOptions
    {
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        if (services.GetService<HttpPipelineTransport>() is { } transport)
        {
            options.Transport = transport;
        }

        return options;
    }

    static string Required(this IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new ArgumentException($"The setting {key} is missing.");

    static Uri Address(this IConfiguration configuration, string key) =>
        Uri.TryCreate(configuration.Required(key), UriKind.Absolute, out var address)
            ? address
            : throw new ArgumentException($"The setting {key} must be an address; got '{configuration[key]}'.");
}

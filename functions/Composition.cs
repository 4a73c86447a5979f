using Azure.Communication.Email;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using MemberServices.Calendar;
using MemberServices.Directory;
using MemberServices.Health;
using MemberServices.Interactions;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Pages;
using MemberServices.Policies;
using MemberServices.Telemetry;
using MemberServices.WorkItems;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;

namespace MemberServices;

/// <summary>What the app is made of.</summary>
public static class Composition
{
    /// <summary>Adds all of it. The policy file and the settings are checked here: with an error in them the app doesn't start.</summary>
    /// <exception cref="PolicyException">The policy file has errors.</exception>
    /// <exception cref="ArgumentException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddMemberServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPolicies(PolicyReader.Load(configuration["Policies:File"] ?? Path.Combine(AppContext.BaseDirectory, "policies.json")));
        services.AddAzure(configuration);
        services.AddSite(configuration);
        services.AddMail(configuration);
        services.AddPages().AddTable(FormRateLimiter.TableName);
        services.AddSingleton<EventPublisher>();
        services.AddSingleton<LinkTable>().AddTable(LinkTable.TableName);
        services.AddSingleton<InteractionTable>().AddTable(InteractionTable.TableName);
        services.AddEnrollments();
        services.AddTableInitializer();
        services.AddHealth();
        services.AddTelemetry(configuration);
        services.AddNoKeyRing();
        return services;
    }

    /// <summary>A table that is there before the first request. Each is named once, beside its class.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) =>
        services.AddSingleton(new RequiredTable(name));

    static void AddEnrollments(this IServiceCollection services)
    {
        services.AddSingleton<OfficeTable>().AddTable(OfficeTable.TableName);
        services.AddSingleton<WorkItemTable>().AddTable(WorkItemTable.TableName);
        services.AddSingleton<WorkItemService>();
        services.AddSingleton<AccessGrants>().AddTable(AccessGrants.TableName);
        services.AddSingleton<MemberDirectory>();
        services.AddSingleton<DirectoryProvisioner>();
        services.AddSingleton<EnrollmentTable>().AddTable(EnrollmentTable.TableName);
        services.AddSingleton<EnrollmentMails>();
        services.AddSingleton<EnrollmentNotifier>();
        services.AddSingleton<EnrollmentWorkItems>();
        services.AddSingleton<EnrollmentService>();
        services.AddSingleton<Interventions>();
    }

    static void AddTableInitializer(this IServiceCollection services)
    {
        services.AddSingleton<SampleOffices>();
        services.AddSingleton<TableInitializer>();
        services.AddHostedService(s => s.GetRequiredService<TableInitializer>());
    }

    static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<TablesCheck>("tables", timeout: HealthReports.Patience)
            .AddCheck<BusCheck>("bus", timeout: HealthReports.Patience)
            .AddCheck<TableInitializer>("initialization");
        services.AddSingleton<HealthReports>();
    }

    static void AddAzure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddTables(configuration);
        services.AddBus(configuration);

        // Without the SDK's own handlers: durable retries, which outlive a restart, honor what Graph asks for.
        services.AddHttpClient(nameof(GraphServiceClient));
        services.AddSingleton(s => new GraphServiceClient(
            s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(GraphServiceClient)),
            new AzureIdentityAuthenticationProvider(
                s.GetRequiredService<TokenCredential>(), ["graph.microsoft.com"], scopes: ["https://graph.microsoft.com/.default"])));
    }

    /// <summary>The setting is a connection string, or a section that names the namespace for the app's identity: so the triggers read it.</summary>
    static void AddBus(this IServiceCollection services, IConfiguration configuration)
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

    /// <summary>As with a trigger's connection: a connection string in <c>Tables</c>, or an address that the app's identity may use.</summary>
    static void AddTables(this IServiceCollection services, IConfiguration configuration)
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

    static void AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        // Azure gives every app a name; a domain of one's own is a setting.
        var platform = configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host ? $"https://{host}" : null;
        services.AddSingleton(new SiteAddress(configuration["Site:Address"] is { Length: > 0 } address ? address : platform));
        services.AddSingleton(ClientIp.Parse(configuration["Site:TrustedHops"]));
    }

    static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var endpoint = configuration.Address("Email:Endpoint");
        services.AddSingleton(new MailSender(configuration["Email:Sender"]));
        services.TryAddSingleton(s =>
        {
            // The queue tries again, at the time that the service names; a retry in here would use up its quota.
            var options = new EmailClientOptions().For(s);
            options.Retry.MaxRetries = 0;
            return new EmailClient(endpoint, s.GetRequiredService<TokenCredential>(), options);
        });
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<MailService>();
        services.AddSingleton<MailLedger>().AddTable(MailLedger.TableName);
        services.AddSingleton<EmailQueue>();
        services.AddSingleton<MailDelivery>();
    }

    /// <summary>The worker's MVC would keep a ring of keys on disk, for forms and cookies of a kind that this app doesn't have.</summary>
    static void AddNoKeyRing(this IServiceCollection services)
    {
        services.Configure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false);
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None));
    }

    static string Required(this IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new ArgumentException($"The setting {key} is missing.");

    static Uri Address(this IConfiguration configuration, string key) =>
        Uri.TryCreate(configuration.Required(key), UriKind.Absolute, out var address)
            ? address
            : throw new ArgumentException($"The setting {key} must be an address; got '{configuration[key]}'.");
}

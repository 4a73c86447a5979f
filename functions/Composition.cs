using Azure.Communication.Email;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using MemberServices.Calendar;
using MemberServices.DirectoryAccess;
using MemberServices.Interactions;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Pages;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        services.AddPolicies(configuration);
        services.AddAzure(configuration);
        services.AddSite(configuration);
        services.AddMail(configuration);
        services.AddPages().AddTable(FormLimits.TableName);
        services.AddSingleton<FactPublisher>();
        services.AddSingleton<LinkTable>().AddTable(LinkTable.TableName);
        services.AddSingleton<InteractionTable>().AddTable(InteractionTable.TableName);
        services.AddEnrollments();
        services.AddHostedService<TablesAtStart>();
        services.AddSingleton<Reachability>();
        services.AddHostedService<SampleOffices>();
        return services;
    }

    /// <summary>A table that is there before the first request. Each is named once, beside its class.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) =>
        services.AddSingleton(new TableAtStart(name));

    static void AddEnrollments(this IServiceCollection services)
    {
        services.AddSingleton<OfficeTable>().AddTable(OfficeTable.TableName);
        services.AddSingleton<WorkItemTable>().AddTable(WorkItemTable.TableName);
        services.AddSingleton<WorkList>();
        services.AddSingleton<AccessLedger>().AddTable(AccessLedger.TableName);
        services.AddSingleton<MemberDirectory>();
        services.AddSingleton<Access>();
        services.AddSingleton<EnrollmentTable>().AddTable(EnrollmentTable.TableName);
        services.AddSingleton<EnrollmentPost>();
        services.AddSingleton<EnrollmentWork>();
        services.AddSingleton<Enrollments>();
        services.AddSingleton<Interventions>();
    }

    static void AddPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        var path = configuration["Policies:File"] ?? Path.Combine(AppContext.BaseDirectory, "policies.json");
        var policies = PolicyReader.Load(path);
        services.AddSingleton(policies);
        services.AddSingleton(policies.Brand);
        services.AddSingleton(policies.Mail);
        services.AddSingleton(policies.Links);
        services.AddSingleton(policies.Enrollment);
        services.AddSingleton(policies.Calendar);
        services.AddSingleton(new BusinessCalendar(policies.Calendar));
    }

    static void AddAzure(this IServiceCollection services, IConfiguration configuration)
    {
        var tables = configuration.Address("Tables:Endpoint");
        var bus = configuration.Required("ServiceBus:fullyQualifiedNamespace");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton(s => new TableServiceClient(tables, s.GetRequiredService<TokenCredential>()));
        services.AddSingleton(s => new ServiceBusClient(bus, s.GetRequiredService<TokenCredential>()));

        // Without the SDK's own handlers: durable retries, which outlive a restart, honor what Graph asks for.
        services.AddHttpClient(nameof(GraphServiceClient));
        services.AddSingleton(s => new GraphServiceClient(
            s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(GraphServiceClient)),
            new AzureIdentityAuthenticationProvider(
                s.GetRequiredService<TokenCredential>(), ["graph.microsoft.com"], scopes: ["https://graph.microsoft.com/.default"])));
    }

    static void AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        const string key = "Site:Address";
        if (configuration[key] is { } known)
        {
            _ = new SiteAddress(known);
        }

        // Read when it is first needed: a host that chooses its own port knows the address only when it listens.
        services.AddSingleton(_ => new SiteAddress(configuration[key]));
    }

    static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var endpoint = configuration.Address("Email:Endpoint");
        services.AddSingleton(new MailSender(configuration["Email:Sender"]));
        services.AddSingleton(s =>
        {
            // The queue tries again, at the time that the service names; a retry in here would use up its quota.
            var options = new EmailClientOptions();
            options.Retry.MaxRetries = 0;
            return new EmailClient(endpoint, s.GetRequiredService<TokenCredential>(), options);
        });
        services.AddSingleton<MailService>();
        services.AddSingleton<MailLedger>().AddTable(MailLedger.TableName);
        services.AddSingleton<Outbox>();
        services.AddSingleton<MailDelivery>();
    }

    static string Required(this IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new ArgumentException($"The setting {key} is missing.");

    static Uri Address(this IConfiguration configuration, string key) =>
        Uri.TryCreate(configuration.Required(key), UriKind.Absolute, out var address)
            ? address
            : throw new ArgumentException($"The setting {key} must be an address; got '{configuration[key]}'.");
}

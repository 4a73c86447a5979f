using Azure.Core;
using Local.Email;
using Local.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Local.Functions;

/// <summary>What an app in the local edition has before it adds anything: the edition, a clock, settings, a log, a web server.</summary>
sealed class LocalServices : IAsyncDisposable
{
    public const string SiteAddress = "Site:Address";

    public LocalServices(HostArguments arguments)
    {
        Arguments = arguments;
        Folder = new DataFolder(arguments.Folder);
        Edition = Open(arguments);
        if (arguments.MailQuota is { } quota)
        {
            Edition.Part<Inbox>().Quota = quota;
        }
    }

    public HostArguments Arguments { get; }

    public DataFolder Folder { get; }

    public LocalEdition Edition { get; }

    public void AddTo(WebApplicationBuilder web, HostJson hostJson)
    {
        AddSettings(web.Configuration);
        AddLog(web.Logging, web.Configuration, hostJson);
        web.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = true);
        web.WebHost.UseUrls(Arguments.Urls).UseKestrelCore().ConfigureKestrel(options => options.AddServerHeader = false);
        web.Services.AddRouting();
        web.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, HttpMethods.Policy>());
        web.Services.AddSingleton(Edition);
        web.Services.AddSingleton(Folder);
        web.Services.AddSingleton(Edition.Clock);
        web.Services.AddSingleton<TimeProvider>(Edition.Clock);
        web.Services.ConfigureHttpClientDefaults(client =>
            client.ConfigurePrimaryHttpMessageHandler(() => Edition.Part<SmallGraph>().CreateHandler()));
        web.Services.AddSingleton<TokenCredential>(new LocalCredential(Edition.Clock));
    }

    public ValueTask DisposeAsync() => Edition.DisposeAsync();

    static LocalEdition Open(HostArguments arguments)
    {
        try
        {
            return new LocalEdition(arguments.Folder, arguments.Start, arguments.Speed);
        }
        catch (DataInUseException)
        {
            throw new HostStartException(
                $"Another process uses the data in '{arguments.Folder}'. Stop it, or give this one its own with --data FOLDER.");
        }
    }

    void AddSettings(ConfigurationManager configuration)
    {
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tables:Endpoint"] = Edition.Endpoint.ToString(),
            ["ServiceBus:fullyQualifiedNamespace"] = Edition.ServiceBusNamespace,
            ["Email:Endpoint"] = Edition.Endpoint.ToString(),
            ["Email:Sender"] = "DoNotReply@members.example",
            ["Directory:MembersGroupId"] = SmallGraph.MembersGroupId,
            ["Offices:Sample"] = "true",
        });
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(Arguments.Settings);
    }

    static void AddLog(ILoggingBuilder logging, ConfigurationManager configuration, HostJson hostJson)
    {
        foreach (var (category, level) in hostJson.Logging.LogLevel)
        {
            logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        }

        // A start that fails is told by the exception.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(options => options.SingleLine = true);
    }
}

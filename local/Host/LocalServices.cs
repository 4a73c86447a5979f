using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging.ServiceBus;
using Local.Email;
using Local.Graph;
using Local.ServiceBus;
using Local.Teams;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Local.Host;

/// <summary>What an app on one machine gets instead of Azure: the machine, a clock, settings, a log, triggers.</summary>
sealed class LocalServices : IAsyncDisposable
{
    readonly HostJson hostJson;

    public LocalServices(HostArguments arguments, HostJson hostJson)
    {
        Arguments = arguments;
        this.hostJson = hostJson;
        Folder = new DataFolder(arguments.Folder, arguments.Key);
        Listener = new Listener(arguments.Urls);
        Machine = Open(arguments);
        Machine.Part<LocalGraph>().PagesAddress = new Uri(Listener.Address);
        if (arguments.MailQuota is { } quota)
        {
            Machine.Part<Inbox>().Quota = quota;
        }
    }

    public HostArguments Arguments { get; }

    public DataFolder Folder { get; }

    /// <summary>Where it listens.</summary>
    public Listener Listener { get; }

    public LocalMachine Machine { get; }

    /// <summary>The app's command line: what the settings in Azure say, as far as neither the environment nor the user says otherwise.</summary>
    public string[] Settings
    {
        get
        {
            var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Site:Address"] = Listener.Address,
                ["Tables:Endpoint"] = Machine.TablesEndpoint.ToString(),
                ["ServiceBus:fullyQualifiedNamespace"] = Machine.ServiceBusNamespace,
                ["Email:Endpoint"] = Machine.MailEndpoint.ToString(),
                ["Email:Sender"] = "DoNotReply@members.example",
                ["Directory:MembersGroupId"] = LocalGraph.MembersGroupId,
                ["Offices:Sample"] = "true",
                ["Staff:SignIn"] = "easyauth",
                // Watching files takes a handle for each app, of which a machine has few.
                ["hostBuilder:reloadConfigOnChange"] = "false",
            };
            foreach (var (key, value) in Machine.Part<LocalTeams>().Settings)
            {
                settings[key] = value;
            }

            foreach (var (key, _) in settings.Where(setting => Environment.GetEnvironmentVariable(setting.Key.Replace(":", "__")) is not null))
            {
                settings.Remove(key);
            }

            foreach (var (key, value) in Arguments.Settings)
            {
                settings[key] = value;
            }

            return [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        }
    }

    /// <summary>Composes the app for this machine, after it has composed itself.</summary>
    public void AddTo(IHostApplicationBuilder app)
    {
        AddLog(app.Logging, app.Configuration);
        OfficialInternals.RemoveConnection(app.Services);
        app.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateScopes = true, ValidateOnBuild = true }));
        app.Services
            .AddSingleton(hostJson)
            .AddSingleton(Folder)
            .AddSingleton(Listener)
            // Whoever made the machine disposes of it, after the app.
            .AddSingleton(Machine)
            .AddSingleton(Machine.Clock)
            .AddSingleton<TimeProvider>(Machine.Clock)
            .AddSingleton<HttpPipelineTransport>(Machine.Part<LocalTransport>())
            .AddSingleton<RetryPolicy>(new RetriesOnClock(Machine.Clock))
            .AddSingleton<TokenCredential>(new LocalCredential())
            .AddSingleton<ServiceBusClient>(_ => new LocalServiceBusClient(Machine))
            .ConfigureHttpClientDefaults(client =>
                client.ConfigurePrimaryHttpMessageHandler(() => Machine.Part<LocalGraph>().CreateHandler(Machine.Part<LocalTeams>().CreateHandler())));
        app.Services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        app.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = Listener.Bind);
        AddTriggers(app.Services);
    }

    public ValueTask DisposeAsync()
    {
        Listener.Dispose();
        Folder.Dispose();
        return Machine.DisposeAsync();
    }

    static LocalMachine Open(HostArguments arguments)
    {
        try
        {
            return new LocalMachine(arguments.Folder, arguments.Start, arguments.Speed);
        }
        catch (DataInUseException)
        {
            throw new HostStartException(
                $"Another process uses the data in '{arguments.Folder}'. Stop it, or give this one its own with --data FOLDER.");
        }
    }

    static void AddTriggers(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, HttpMethods.Policy>());
        services.AddSingleton<IStartupFilter, WebServer>();
        services.Replace(ServiceDescriptor.Singleton(
            OfficialInternals.HttpCoordinator, OfficialInternals.NewHttpCoordinator(HttpEndpoint.RequestOf)));
        services.AddSingleton<TriggerKind, HttpTriggers>();
        services.AddSingleton<TriggerKind, DurableTriggers>();
        services.AddSingleton<TriggerKind, TimerTriggers>();
        services.AddSingleton<TriggerKind, ServiceBusTriggers>();
        services.AddHostedService<Triggers>();
    }

    void AddLog(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        AddLevels(logging, hostJson.Logging.LogLevel);
        logging.AddConfiguration(configuration.GetSection("Logging"));

        // A start that fails is told by the exception.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddSimpleConsole(options => options.SingleLine = true);
    }

    /// <summary>
    /// The Functions host has what an app logs under "Function.NAME.User", whatever its own category is: here that level
    /// is for all that isn't the framework's.
    /// </summary>
    static void AddLevels(ILoggingBuilder logging, Dictionary<string, LogLevel> levels)
    {
        var usual = levels.GetValueOrDefault("default", LogLevel.Information);
        foreach (var (category, level) in levels)
        {
            logging.AddFilter(category, level);
        }

        foreach (var framework in new[] { "Microsoft", "System", "Azure" })
        {
            logging.AddFilter(framework, usual);
        }

        logging.AddFilter(null, levels.GetValueOrDefault("Function", usual));
    }
}

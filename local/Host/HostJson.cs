using System.Text.Json;
using System.Text.Json.Serialization;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Local.Host;

/// <summary>What the host takes from host.json; the rest of the file is for Azure.</summary>
sealed record HostJson
{
    static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new HostJsonName<VersionMatchStrategy>(), new HostJsonName<VersionFailureStrategy>(), new JsonStringEnumConverter() },
    };

    public string? Version { get; init; }

    /// <summary>How long a run may take before its token is canceled.</summary>
    /// <value>30 minutes, the default of the Flex Consumption plan</value>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public LoggingSection Logging { get; init; } = new();

    public ExtensionsSection Extensions { get; init; } = new();

    /// <exception cref="HostStartException">The file is missing or isn't a host.json.</exception>
    public static HostJson Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new HostStartException($"'{file}' is missing. A function app has a host.json that is copied to its output.");
        }

        return Parse(File.ReadAllText(file));
    }

    /// <inheritdoc cref="Read"/>
    public static HostJson Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<HostJson>(text, Reading) is { Version: "2.0" } json
                ? json
                : throw new HostStartException("host.json: version is \"2.0\".");
        }
        catch (JsonException exception)
        {
            // What a value of ours says lacks the place, which the serializer's own texts have.
            var place = exception.Message.Contains("Path: ", StringComparison.Ordinal) ? "" : $"{exception.Path?.TrimStart('$', '.')}: ";
            throw new HostStartException($"host.json: {place}{exception.Message}");
        }
    }

    internal sealed record LoggingSection
    {
        public Dictionary<string, Microsoft.Extensions.Logging.LogLevel> LogLevel { get; init; } = [];
    }

    internal sealed record ExtensionsSection
    {
        public HttpSection Http { get; init; } = new();

        public ServiceBusSection ServiceBus { get; init; } = new();

        public DurableTaskSection DurableTask { get; init; } = new();
    }

    internal sealed record HttpSection
    {
        /// <summary>What every route begins with.</summary>
        public string RoutePrefix { get; init; } = "api";

        /// <summary>Headers of every answer that doesn't have them by itself.</summary>
        public Dictionary<string, string> CustomHeaders { get; init; } = [];
    }

    /// <summary>As the Durable extension's DurableTaskOptions; a hub's name and a storage provider mean nothing here.</summary>
    internal sealed record DurableTaskSection
    {
        [JsonConverter(typeof(HostJsonCount))]
        public int? MaxConcurrentActivityFunctions { get; init; }

        [JsonConverter(typeof(HostJsonCount))]
        public int? MaxConcurrentOrchestratorFunctions { get; init; }

        /// <summary>The version of what is started without one, and of this app where versions are compared.</summary>
        public string? DefaultVersion { get; init; }

        /// <value>CurrentOrOlder: what has a higher version than the default one isn't taken</value>
        public VersionMatchStrategy VersionMatchStrategy { get; init; } = VersionMatchStrategy.CurrentOrOlder;

        public VersionFailureStrategy VersionFailureStrategy { get; init; } = VersionFailureStrategy.Reject;
    }

    internal sealed record ServiceBusSection
    {
        public bool AutoCompleteMessages { get; init; } = true;

        /// <value>16 (in Azure: times the number of cores)</value>
        public int MaxConcurrentCalls { get; init; } = 16;

        public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);
    }
}

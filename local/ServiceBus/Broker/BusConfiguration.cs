using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Local.ServiceBus;

/// <summary>
/// The entities of a namespace, in the format of the Service Bus emulator's Config.json:
/// <c>UserConfig.Namespaces[].Queues[]</c> and <c>.Topics[].Subscriptions[].Rules[]</c>.
/// </summary>
public sealed record BusConfiguration
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new IsoDuration() },
    };

    public IReadOnlyList<QueueConfiguration> Queues { get; init; } = [];

    public IReadOnlyList<TopicConfiguration> Topics { get; init; } = [];

    /// <exception cref="InvalidDataException">It isn't such a file, or a value is out of bounds; the message says where.</exception>
    public static BusConfiguration Parse(string json)
    {
        ConfigurationFile? file;
        try
        {
            file = JsonSerializer.Deserialize<ConfigurationFile>(json, Json);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InvalidDataException($"The Service Bus entities can't be read: {exception.Message}", exception);
        }

        var namespaces = file?.UserConfig?.Namespaces ?? throw new InvalidDataException("UserConfig.Namespaces is missing.");
        var all = new BusConfiguration
        {
            Queues = [.. namespaces.SelectMany(space => space.Queues)],
            Topics = [.. namespaces.SelectMany(space => space.Topics)],
        };
        foreach (var (name, properties) in all.Queues.Select(queue => (queue.Name, queue.Properties))
            .Concat(all.Topics.Select(topic => (topic.Name, topic.Properties)))
            .Concat(all.Topics.SelectMany(topic => topic.Subscriptions.Select(each => ($"{topic.Name}/{each.Name}", each.Properties)))))
        {
            properties.Check(name);
        }

        return all;
    }

    sealed record ConfigurationFile(UserConfig? UserConfig);

    sealed record UserConfig(IReadOnlyList<BusConfiguration> Namespaces);

    sealed class IsoDuration : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            XmlConvert.ToTimeSpan(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(XmlConvert.ToString(value));
    }
}

/// <summary>A queue by name.</summary>
public sealed record QueueConfiguration(string Name)
{
    public EntityProperties Properties { get; init; } = new();
}

/// <summary>A topic by name, with its subscriptions.</summary>
public sealed record TopicConfiguration(string Name)
{
    public EntityProperties Properties { get; init; } = new();

    public IReadOnlyList<SubscriptionConfiguration> Subscriptions { get; init; } = [];
}

/// <summary>A subscription by name. Without rules it takes every message.</summary>
public sealed record SubscriptionConfiguration(string Name)
{
    public EntityProperties Properties { get; init; } = new();

    public IReadOnlyList<RuleConfiguration> Rules { get; init; } = [];
}

/// <summary>A rule: a message that matches one of a subscription's rules is taken, once.</summary>
public sealed record RuleConfiguration(string Name, RuleProperties Properties)
{
    /// <exception cref="InvalidDataException">The filter is of another type, or missing.</exception>
    internal Func<MessageHeaders, bool> Filter() => Properties is { FilterType: "Correlation", CorrelationFilter: { } filter }
        ? filter.Matches
        : throw new InvalidDataException(
            $"The rule '{Name}' has no CorrelationFilter: its FilterType is '{Properties.FilterType}'. On one machine a rule's filter is a Correlation.");
}

/// <param name="FilterType"><c>Correlation</c>; SQL expressions aren't known here.</param>
public sealed record RuleProperties(string FilterType)
{
    public CorrelationFilter? CorrelationFilter { get; init; }
}

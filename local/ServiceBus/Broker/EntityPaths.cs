using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>The names of entities, as the official client writes them. Case doesn't matter.</summary>
static class EntityPaths
{
    public static string Subscription(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    public static string DeadLetters(string path) => $"{path}/$DeadLetterQueue";

    public static string SubQueue(string path, SubQueue subQueue) => subQueue switch
    {
        Azure.Messaging.ServiceBus.SubQueue.None => path,
        Azure.Messaging.ServiceBus.SubQueue.DeadLetter => DeadLetters(path),
        _ => throw new NotSupportedException("The one-machine Service Bus forwards nothing, so that it has no transfer dead-letter queues."),
    };

    /// <summary>What tells one client, sender or receiver from another.</summary>
    public static string Identifier(string path, string? given) => string.IsNullOrEmpty(given) ? $"{path}-{Guid.NewGuid()}" : given;
}

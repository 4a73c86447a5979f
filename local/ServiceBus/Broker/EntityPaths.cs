using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>The names of entities, as the official client writes them. Case doesn't matter.</summary>
static class EntityPaths
{
    public static string Checked(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        return name;
    }

    public static string Subscription(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    public static string DeadLetters(string path) => $"{path}/$DeadLetterQueue";

    public static string SubQueue(string path, SubQueue subQueue) => subQueue switch
    {
        Azure.Messaging.ServiceBus.SubQueue.None => path,
        Azure.Messaging.ServiceBus.SubQueue.DeadLetter => DeadLetters(path),
        _ => $"{path}/$Transfer/$DeadLetterQueue",
    };
}

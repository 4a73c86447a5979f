using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Local.Host;

/// <summary>A message as what a function takes.</summary>
static class MessageArgument
{
    /// <returns>Reads a message as <paramref name="type"/>, or null when none can be read so. A body that doesn't fit fails the run.</returns>
    public static Func<ServiceBusReceivedMessage, object?>? Of(Type type, JsonSerializerOptions json)
    {
        if (type == typeof(ServiceBusReceivedMessage))
        {
            return message => message;
        }

        if (type == typeof(BinaryData))
        {
            return message => message.Body;
        }

        if (type == typeof(string))
        {
            return message => message.Body.ToString();
        }

        if (type == typeof(byte[]))
        {
            return message => message.Body.ToArray();
        }

        return type.IsInterface || type.IsAbstract || type.IsPrimitive
            ? null
            : message => JsonSerializer.Deserialize(message.Body.ToMemory().Span, type, json);
    }
}

using System.Text;
using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>A message's size on the wire, within some bytes of its AMQP encoding.</summary>
static class MessageSize
{
    const int Envelope = 32;
    const int PerValue = 5;
    const int OfOneOperation = 64 * 1024;

    /// <summary>The limit for a message, and for a batch, in bytes.</summary>
    public static long Largest(BusTier tier) => tier == BusTier.Premium ? 1024 * 1024 : 256 * 1024;

    /// <summary>As how many operations a message of that size is billed.</summary>
    public static long Operations(long bytes) => Math.Max(1, (bytes + OfOneOperation - 1) / OfOneOperation);

    public static long Of(ServiceBusMessage message)
    {
        long size = Envelope + message.Body.ToMemory().Length;
        foreach (var value in new[]
        {
            message.MessageId, message.ContentType, message.CorrelationId, message.PartitionKey, message.ReplyTo,
            message.ReplyToSessionId, message.SessionId, message.Subject, message.To,
        })
        {
            size += value is null ? 1 : Of(value);
        }

        foreach (var (name, value) in message.ApplicationProperties)
        {
            size += Of(name) + OfProperty(value);
        }

        return size;
    }

    public static int OfProperty(object? value) => value switch
    {
        string text => Of(text),
        Uri address => Of(address.OriginalString),
        decimal or Guid => 17,
        _ => 9,
    };

    static int Of(string text) => PerValue + Encoding.UTF8.GetByteCount(text);
}

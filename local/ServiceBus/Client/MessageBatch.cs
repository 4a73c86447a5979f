using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>
/// What an official batch holds, which only the client that made it may read. Its <c>SizeInBytes</c> is always 0: the official
/// factory takes a constant.
/// </summary>
sealed class MessageBatch(long largest)
{
    static readonly ConditionalWeakTable<ServiceBusMessageBatch, MessageBatch> Made = [];

    readonly List<ServiceBusMessage> messages = [];
    volatile bool sending;
    long size;

    public static ServiceBusMessageBatch Create(long largest)
    {
        var batch = new MessageBatch(largest);
        var made = ServiceBusModelFactory.ServiceBusMessageBatch(
            0, batch.messages, new CreateMessageBatchOptions { MaxSizeInBytes = largest }, batch.Takes);
        Made.Add(made, batch);
        return made;
    }

    /// <exception cref="NotSupportedException">Another client made it.</exception>
    public static MessageBatch Of(ServiceBusMessageBatch batch) => Made.TryGetValue(batch, out var made)
        ? made
        : throw new NotSupportedException("The one-machine Service Bus sends batches that were made by one of its own senders.");

    /// <summary>Sends the messages; none can be added meanwhile.</summary>
    public async Task SendAsync(Func<IReadOnlyList<ServiceBusMessage>, Task> send)
    {
        sending = true;
        try
        {
            await send(messages);
        }
        finally
        {
            sending = false;
        }
    }

    /// <summary>Called by the official batch under its own lock.</summary>
    bool Takes(ServiceBusMessage message)
    {
        if (sending)
        {
            throw new InvalidOperationException("The batch is being sent; it can't be changed until that is over.");
        }

        var more = MessageSize.Of(message);
        if (size + more > largest)
        {
            return false;
        }

        size += more;
        return true;
    }
}

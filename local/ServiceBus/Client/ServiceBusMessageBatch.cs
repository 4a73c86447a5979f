#nullable disable
using Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public sealed class ServiceBusMessageBatch : IDisposable
{
    readonly Lock gate = new();
    readonly List<ServiceBusMessage> messages = [];
    bool sending;
    bool disposed;

    internal ServiceBusMessageBatch(long maxSizeInBytes) => MaxSizeInBytes = maxSizeInBytes;

    public int Count => messages.Count;

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (gate)
        {
            ThrowIfSending();
            ObjectDisposedException.ThrowIf(disposed, this);
            var size = SizeInBytes + MessageSize.Of(message);
            if (size > MaxSizeInBytes)
            {
                return false;
            }

            SizeInBytes = size;
            messages.Add(message);
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            ThrowIfSending();
            disposed = true;
            messages.Clear();
            SizeInBytes = 0;
        }
    }

    internal async Task SendAsync(Func<IReadOnlyList<ServiceBusMessage>, Task> send)
    {
        lock (gate)
        {
            sending = true;
        }

        try
        {
            await send(messages);
        }
        finally
        {
            lock (gate)
            {
                sending = false;
            }
        }
    }

    void ThrowIfSending()
    {
        if (sending)
        {
            throw new InvalidOperationException("The batch is being sent; it can't be changed until that is over.");
        }
    }
}

public class CreateMessageBatchOptions
{
    public long? MaxSizeInBytes { get; set; }
}

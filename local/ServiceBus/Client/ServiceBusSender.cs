#nullable disable
using Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusSender : IAsyncDisposable
{
    const long SmallestBatch = 24;

    readonly ServiceBusClient client;
    readonly EntityLink link;

    protected ServiceBusSender()
    {
    }

    internal ServiceBusSender(ServiceBusClient client, string entityPath)
    {
        this.client = client;
        EntityPath = entityPath;
        link = client.Broker.LinkTo(entityPath);
    }

    public virtual string EntityPath { get; }

    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public virtual bool IsClosed { get; private set; }

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync([message], cancellationToken);
    }

    public virtual async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await SendAsync([.. messages], cancellationToken);
    }

    public virtual async Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        await messageBatch.SendAsync(messages => SendAsync(messages, cancellationToken));
    }

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        _ = Connect(cancellationToken);
        var largest = MessageSize.Largest(client.Broker.Tier);
        var size = options?.MaxSizeInBytes ?? largest;
        return size >= SmallestBatch && size <= largest
            ? ValueTask.FromResult(new ServiceBusMessageBatch(size))
            : throw new ArgumentOutOfRangeException(nameof(options), $"A batch has {SmallestBatch} to {largest} bytes.");
    }

    public virtual async Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await ScheduleMessagesAsync([message], scheduledEnqueueTime, cancellationToken))[0];
    }

    public virtual async Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ServiceBusMessage[] all = [.. messages];
        foreach (var message in all)
        {
            message.ScheduledEnqueueTime = scheduledEnqueueTime;
        }

        return await SendAsync(all, cancellationToken);
    }

    public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        CancelScheduledMessagesAsync([sequenceNumber], cancellationToken);

    public virtual Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        var broker = Connect(cancellationToken);
        long[] numbers = [.. sequenceNumbers];
        return link.RunAsync("cancel", () => broker.CancelScheduledAsync(EntityPath, numbers), cancellationToken);
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    Task<IReadOnlyList<long>> SendAsync(IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellationToken)
    {
        var broker = Connect(cancellationToken);
        return link.RunAsync("send", messages.Count, () => broker.SendAsync(EntityPath, messages), cancellationToken);
    }

    Broker Connect(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException();
        }

        return client.Open().Broker;
    }
}

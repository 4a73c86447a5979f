using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>Sends to a queue or topic of the machine's broker; each message carries the trace that it belongs to.</summary>
sealed class LocalServiceBusSender : ServiceBusSender
{
    readonly LocalServiceBusClient client;
    readonly EntityLink link;
    volatile bool closed;

    public LocalServiceBusSender(LocalServiceBusClient client, string entityPath, ServiceBusSenderOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(entityPath);
        client.ThrowIfClosed(false, nameof(ServiceBusSender));
        this.client = client;
        EntityPath = entityPath;
        Identifier = EntityPaths.Identifier(entityPath, options?.Identifier);
        link = client.Broker.LinkTo(entityPath);
    }

    public override string EntityPath { get; }

    public override string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public override string Identifier { get; }

    public override bool IsClosed => closed;

    public override async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await SendAsync([.. messages], cancellationToken);
    }

    public override async Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        await MessageBatch.Of(messageBatch).SendAsync(messages => SendAsync(messages, cancellationToken));
    }

    public override async ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(
        CreateMessageBatchOptions? options, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        EntityLink.ThrowIfCanceled(cancellationToken);
        var largest = MessageSize.Largest(client.Broker.Tier);
        var size = options?.MaxSizeInBytes ?? largest;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, largest, nameof(options.MaxSizeInBytes));
        return MessageBatch.Create(size);
    }

    public override async Task<IReadOnlyList<long>> ScheduleMessagesAsync(
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

    public override async Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        ThrowIfClosed();
        long[] numbers = [.. sequenceNumbers];
        if (numbers.Length > 0)
        {
            await link.RunAsync("cancel", () => client.Broker.CancelScheduledAsync(EntityPath, numbers), cancellationToken);
        }
    }

    public override Task CloseAsync(CancellationToken cancellationToken = default)
    {
        closed = true;
        return Task.CompletedTask;
    }

    async Task<IReadOnlyList<long>> SendAsync(IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        if (messages.Count == 0)
        {
            return [];
        }

        foreach (var message in messages)
        {
            MessageTrace.Write(message, this);
        }

        return await link.RunAsync("send", messages.Count, () => client.Broker.SendAsync(EntityPath, messages), cancellationToken);
    }

    void ThrowIfClosed() => client.ThrowIfClosed(closed, nameof(ServiceBusSender));
}

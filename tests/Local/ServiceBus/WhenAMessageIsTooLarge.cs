using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageIsTooLarge
{
    [Fact]
    public async Task It_is_refused_alone_and_with_others()
    {
        await using var bus = new Bus();
        var alone = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Send(new string('x', 256 * 1024)));
        var together = await Assert.ThrowsAsync<ServiceBusException>(
            () => bus.Sender.SendMessagesAsync(Enumerable.Range(0, 300).Select(_ => Bus.Message(new string('x', 1024)))));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, alone.Reason);
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, together.Reason);
        Assert.Equal(0, bus.Counts().Active);

        await bus.Send(new string('x', 255 * 1024));
    }

    [Fact]
    public async Task In_the_Premium_tier_it_may_have_a_megabyte()
    {
        await using var bus = new Bus();
        bus.Broker.Tier = BusTier.Premium;
        await bus.Send(new string('x', 1023 * 1024));
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Send(new string('x', 1024 * 1024)));
        using var batch = await bus.Sender.CreateMessageBatchAsync();

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
        Assert.Equal(1024 * 1024, batch.MaxSizeInBytes);
        Assert.Equal(1, bus.Counts().Active);
    }

    [Fact]
    public async Task A_batch_says_so_and_what_fits_is_sent_whole()
    {
        await using var bus = new Bus();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        while (batch.TryAddMessage(Bus.Message(new string('x', 10_000))))
        {
        }

        Assert.Equal(26, batch.Count);
        await bus.Sender.SendMessagesAsync(batch);
        Assert.Equal(26, bus.Counts().Active);
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_the_link_allows()
    {
        await using var bus = new Bus();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await bus.Sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = (256 * 1024) + 1 }));
        using var small = await bus.Sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 100 });
        Assert.False(small.TryAddMessage(Bus.Message(new string('x', 100))));
    }

    [Fact]
    public async Task Properties_have_their_own_limit()
    {
        await using var bus = new Bus();
        var message = Bus.Message("a");
        message.ApplicationProperties["large"] = new string('x', 33 * 1024);
        await Assert.ThrowsAsync<SerializationException>(() => bus.Sender.SendMessageAsync(message));
    }
}

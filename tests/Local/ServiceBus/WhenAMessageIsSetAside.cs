using Azure.Messaging.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageIsSetAside
{
    [Fact]
    public async Task Abandoning_makes_it_available_at_once_with_its_properties_changed()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        await bus.Receiver.AbandonMessageAsync(await bus.Next(), new Dictionary<string, object> { ["tries"] = 1 });
        var again = (await bus.Next())!;
        Assert.Equal((2, 1), (again.DeliveryCount, (int)again.ApplicationProperties["tries"]));
    }

    [Fact]
    public async Task A_deferred_message_comes_only_by_its_number()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var message = (await bus.Next())!;
        await bus.Receiver.DeferMessageAsync(message);
        await bus.Advance(TimeSpan.FromDays(30));
        Assert.Null(await bus.Next());
        Assert.Equal(ServiceBusMessageState.Deferred, (await bus.Receiver.PeekMessageAsync()).State);

        var deferred = await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        Assert.Equal(("a", 2), (deferred.Body.ToString(), deferred.DeliveryCount));
        await bus.Receiver.AbandonMessageAsync(deferred);
        Assert.Null(await bus.Next());
        await bus.Receiver.CompleteMessageAsync(await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber));
        Assert.Equal((0, 0), (bus.Counts().Active, bus.Counts().Deferred));
    }

    [Fact]
    public async Task A_message_that_is_not_deferred_is_not_found_by_its_number()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var number = (await bus.Receiver.PeekMessageAsync()).SequenceNumber;
        var missing = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.ReceiveDeferredMessageAsync(number));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, missing.Reason);
    }
}

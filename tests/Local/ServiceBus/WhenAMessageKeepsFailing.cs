using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageKeepsFailing
{
    [Fact]
    public async Task It_is_dead_lettered_with_the_reason_after_the_last_delivery_and_not_tried_again()
    {
        await using var bus = new Bus(new() { MaxDeliveryCount = 3 });
        var deliveries = new List<int>();
        await using var pump = bus.Broker.StartPump("work", new PumpOptions(), (message, _, _) =>
        {
            deliveries.Add(message.DeliveryCount);
            throw new InvalidOperationException("no");
        });
        await bus.Send("a", "id");
        await bus.Advance(TimeSpan.FromDays(1));

        Assert.Equal([1, 2, 3], deliveries);
        var dead = Assert.Single(bus.Broker.DeadLetters("work"));
        Assert.Equal(("id", "a", "MaxDeliveryCountExceeded", 3), (dead.MessageId, dead.Body, dead.Reason, dead.DeliveryCount));
        Assert.Equal("Message could not be consumed after 3 delivery attempts.", dead.Description);
    }

    [Fact]
    public async Task Locks_that_expire_count_as_much_as_abandoning()
    {
        await using var bus = new Bus(new() { MaxDeliveryCount = 2 });
        await bus.Send("a");
        await bus.Receiver.AbandonMessageAsync(await bus.Next());
        Assert.Equal(2, (await bus.Next())!.DeliveryCount);
        await bus.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await bus.Next());
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.Next(bus.DeadLetters))!.DeadLetterReason);
    }

    [Fact]
    public async Task Driving_it_again_gives_it_new_tries_once()
    {
        await using var bus = new Bus(new() { MaxDeliveryCount = 2, RequiresDuplicateDetection = true });
        var works = false;
        var handled = 0;
        await using var pump = bus.Broker.StartPump("work", new PumpOptions(), (_, _, _) =>
        {
            handled++;
            return works ? Task.CompletedTask : throw new InvalidOperationException("no");
        });
        await bus.Send("a", "id");
        await bus.Advance(TimeSpan.Zero);
        Assert.Equal((2, 1), (handled, bus.Counts().DeadLetters));

        works = true;
        var number = bus.Broker.DeadLetters("work")[0].SequenceNumber;
        Assert.Equal(1, await bus.Broker.RedriveAsync("work", number));
        Assert.Equal(0, await bus.Broker.RedriveAsync("work", number));
        await bus.Advance(TimeSpan.Zero);
        Assert.Equal((3, 0, 0), (handled, bus.Counts().DeadLetters, bus.Counts().Active));
    }

    [Fact]
    public async Task A_dead_letter_can_be_received_sent_again_and_completed()
    {
        await using var bus = new Bus();
        await bus.Send("a", "id");
        var message = (await bus.Next())!;
        await bus.Receiver.DeadLetterMessageAsync(
            message, new Dictionary<string, object> { ["seen"] = 7 }, "Unreadable", "The subject is unknown.");

        var dead = (await bus.Next(bus.DeadLetters))!;
        Assert.Equal(
            ("Unreadable", "The subject is unknown.", 7), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, (int)dead.ApplicationProperties["seen"]));
        var copy = new ServiceBusMessage(dead);
        Assert.Equal(["seen"], copy.ApplicationProperties.Keys);
        await bus.Sender.SendMessageAsync(copy);
        await bus.DeadLetters.CompleteMessageAsync(dead);

        Assert.Equal(1, (await bus.Next())!.DeliveryCount);
        Assert.Equal(0, bus.Counts().DeadLetters);
    }

    [Fact]
    public async Task A_dead_letter_stays_however_often_it_is_abandoned()
    {
        await using var bus = new Bus(new() { MaxDeliveryCount = 1, DefaultMessageTimeToLive = TimeSpan.FromDays(1) });
        await bus.Send("a");
        await bus.Receiver.AbandonMessageAsync(await bus.Next());
        for (var i = 0; i < 5; i++)
        {
            await bus.DeadLetters.AbandonMessageAsync(await bus.Next(bus.DeadLetters));
        }

        await bus.Advance(TimeSpan.FromDays(100));
        Assert.Equal(1, bus.Counts().DeadLetters);
    }

    [Fact]
    public async Task What_the_handler_settled_stays_settled_though_it_fails_afterwards()
    {
        await using var bus = new Bus();
        await using var pump = bus.Broker.StartPump("work", new PumpOptions(), async (message, actions, token) =>
        {
            await actions.DeadLetterMessageAsync(message, null, "Unknown", "what?", token);
            throw new InvalidOperationException("no");
        });
        await bus.Send("a");
        await bus.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Unknown", Assert.Single(bus.Broker.DeadLetters("work")).Reason);
    }
}

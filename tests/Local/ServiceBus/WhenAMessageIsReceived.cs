using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageIsReceived
{
    [Fact]
    public async Task It_is_locked_and_completing_it_ends_it()
    {
        await using var bus = new Bus();
        await bus.Send("a");

        var message = await bus.Next();
        Assert.Equal("a", message!.Body.ToString());
        Assert.Equal(1, message.DeliveryCount);
        Assert.Equal(bus.Clock.GetUtcNow().AddMinutes(1).AddTicks(-1), message.LockedUntil);
        Assert.Null(await bus.Next());

        await bus.Receiver.CompleteMessageAsync(message);
        await bus.Advance(TimeSpan.FromDays(1));
        Assert.Null(await bus.Next());
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task It_has_everything_that_was_sent_with_its_types()
    {
        await using var bus = new Bus();
        object[] values = [(byte)1, (sbyte)-1, 'c', (short)-2, (ushort)2, -3, 3u, -4L, 4ul, 1.5f, 2.5, 3.5m, true, Guid.NewGuid(), "text: ä",
            new Uri("https://example.org/x"), new DateTime(2026, 3, 1, 1, 2, 3, DateTimeKind.Utc), new DateTimeOffset(2026, 3, 1, 1, 2, 3, TimeSpan.FromHours(-6)), TimeSpan.FromMinutes(1.5)];
        var sent = new ServiceBusMessage(BinaryData.FromBytes(new byte[] { 0, 1, 255 }))
        {
            MessageId = "id",
            Subject = "subject",
            ContentType = "application/json",
            CorrelationId = "correlation",
            PartitionKey = "session",
            ReplyTo = "reply",
            ReplyToSessionId = "reply session",
            SessionId = "session",
            To = "to",
            TimeToLive = TimeSpan.FromHours(2),
        };
        foreach (var value in values)
        {
            sent.ApplicationProperties.Add(value.GetType().Name, value);
        }

        await bus.Sender.SendMessageAsync(sent);
        var got = (await bus.Next())!;

        Assert.Equal(new byte[] { 0, 1, 255 }, got.Body.ToArray());
        Assert.Equal(
            ("id", "subject", "application/json", "correlation", "session", "reply", "reply session", "session", "to", TimeSpan.FromHours(2)),
            (got.MessageId, got.Subject, got.ContentType, got.CorrelationId, got.PartitionKey, got.ReplyTo, got.ReplyToSessionId, got.SessionId, got.To, got.TimeToLive));
        Assert.Equal(got.EnqueuedTime.AddHours(2), got.ExpiresAt);
        Assert.Equal(values, values.Select(value => got.ApplicationProperties[value.GetType().Name]));
    }

    [Fact]
    public async Task A_property_of_another_type_is_refused_when_it_is_sent()
    {
        await using var bus = new Bus();
        var message = new ServiceBusMessage("a");
        message.ApplicationProperties["list"] = new List<int>();
        await Assert.ThrowsAsync<SerializationException>(() => bus.Sender.SendMessageAsync(message));
    }

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_sent()
    {
        await using var bus = new Bus();
        for (var i = 0; i < 20; i++)
        {
            await bus.Send($"{i}");
        }

        var messages = await bus.Receiver.ReceiveMessagesAsync(50);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), messages.Select(message => message.Body.ToString()));
        Assert.Equal(messages.Select(message => message.SequenceNumber).Order(), messages.Select(message => message.SequenceNumber));
    }

    [Fact]
    public async Task A_receiver_that_waits_gets_it_at_once()
    {
        await using var bus = new Bus();
        var waiting = bus.Receiver.ReceiveMessageAsync(TimeSpan.FromHours(1));
        await bus.Send("a");
        Assert.Equal("a", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task A_receiver_waits_a_minute_and_gets_nothing()
    {
        await using var bus = new Bus();
        var waiting = bus.Receiver.ReceiveMessageAsync();
        await bus.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        await bus.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await waiting);
    }

    [Fact]
    public async Task A_receiver_that_gives_up_waiting_takes_no_message_with_it()
    {
        await using var bus = new Bus();
        using var patience = new CancellationTokenSource();
        var waiting = bus.Receiver.ReceiveMessageAsync(TimeSpan.FromHours(1), patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
        await bus.Send("a");
        Assert.NotNull(await bus.Next());
    }

    [Fact]
    public async Task Receive_and_delete_keeps_nothing()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var receiver = bus.Client.CreateReceiver("work", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var message = await bus.Next(receiver);
        Assert.Equal("a", message!.Body.ToString());
        Assert.Equal(0, bus.Counts().Active);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(message));
    }

    [Fact]
    public async Task Peeking_shows_messages_one_after_the_other_and_leaves_them()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        await bus.Send("b");
        await bus.Next();

        Assert.Equal("a", (await bus.Receiver.PeekMessageAsync()).Body.ToString());
        var second = await bus.Receiver.PeekMessageAsync();
        Assert.Equal("b", second.Body.ToString());
        Assert.Null(await bus.Receiver.PeekMessageAsync());
        Assert.Equal(0, second.DeliveryCount);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Receiver.CompleteMessageAsync(second));
        Assert.Equal("b", (await bus.Next())!.Body.ToString());
    }

    [Fact]
    public async Task An_entity_that_is_not_there_is_not_found()
    {
        await using var bus = new Bus();
        var send = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage("a")));
        var receive = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateReceiver("news").ReceiveMessageAsync());
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, send.Reason);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, receive.Reason);
        Assert.False(send.IsTransient);
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_subscription_or_a_dead_letter_queue()
    {
        await using var bus = new Bus();
        foreach (var path in new[] { Bus.News, "work/$DeadLetterQueue" })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.CreateSender(path).SendMessageAsync(new ServiceBusMessage("a")));
        }
    }

    [Fact]
    public async Task A_closed_receiver_and_a_disposed_client_refuse()
    {
        await using var bus = new Bus();
        await bus.Receiver.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bus.Receiver.ReceiveMessageAsync());
        await bus.Client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bus.Send("a"));
    }
}

using Azure.Messaging.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

/// <summary>It fails as it does with the official client.</summary>
public sealed class WhenACallIsWrong : IAsyncLifetime
{
    readonly Bus bus = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    [Fact]
    public async Task What_is_null_is_refused()
    {
        Func<Task>[] calls =
        [
            () => bus.Sender.SendMessageAsync(null),
            () => bus.Sender.SendMessagesAsync((IEnumerable<ServiceBusMessage>?)null),
            () => bus.Sender.SendMessagesAsync((ServiceBusMessageBatch?)null),
            () => bus.Sender.ScheduleMessageAsync(null, bus.Clock.GetUtcNow()),
            () => bus.Sender.CancelScheduledMessagesAsync(null),
            () => bus.Receiver.CompleteMessageAsync(null),
            () => bus.Receiver.DeadLetterMessageAsync(null, "reason"),
            () => bus.Receiver.RenewMessageLockAsync(null),
            () => bus.Receiver.ReceiveDeferredMessagesAsync(null),
        ];
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ArgumentNullException>(call);
        }

        Assert.Throws<ArgumentNullException>(() => bus.Client.CreateSender(null));
        Assert.Throws<ArgumentException>(() => bus.Client.CreateReceiver(" "));
    }

    [Fact]
    public async Task Numbers_and_times_have_bounds()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bus.Receiver.ReceiveMessagesAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bus.Receiver.PeekMessagesAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bus.Receiver.ReceiveMessageAsync(TimeSpan.Zero));
        var fetching = bus.Client.CreateReceiver("work", new ServiceBusReceiverOptions { PrefetchCount = 10 });
        Assert.Null(await fetching.ReceiveMessageAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Nothing_is_done_with_nothing()
    {
        await bus.Client.CreateSender("nowhere").SendMessagesAsync([]);
        Assert.Empty(await bus.Client.CreateSender("nowhere").ScheduleMessagesAsync([], bus.Clock.GetUtcNow()));
        Assert.Empty(await bus.Receiver.ReceiveDeferredMessagesAsync([]));
        await bus.Sender.CancelScheduledMessagesAsync([]);
        using var empty = await bus.Sender.CreateMessageBatchAsync();
        await bus.Client.CreateSender("nowhere").SendMessagesAsync(empty);
    }

    [Fact]
    public async Task Who_gave_up_before_does_nothing()
    {
        var gaveUp = new CancellationToken(canceled: true);
        await bus.Send("a");
        await Assert.ThrowsAsync<TaskCanceledException>(() => bus.Sender.SendMessageAsync(Bus.Message("b"), gaveUp));
        await Assert.ThrowsAsync<TaskCanceledException>(() => bus.Receiver.ReceiveMessageAsync(null, gaveUp));
        Assert.Equal(1, bus.Counts().Active);
    }

    [Fact]
    public async Task A_dead_letters_reason_is_said_once_and_not_at_length()
    {
        await bus.Send("a");
        var message = await bus.Next();
        var properties = new Dictionary<string, object> { ["DeadLetterReason"] = "one" };
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Receiver.DeadLetterMessageAsync(message, properties, "another"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => bus.Receiver.DeadLetterMessageAsync(message, null, "reason", "description"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bus.Receiver.DeadLetterMessageAsync(message, new string('x', 4097)));

        await bus.Receiver.DeadLetterMessageAsync(message, properties);
        Assert.Equal("one", (await bus.Next(bus.DeadLetters))!.DeadLetterReason);
    }

    [Fact]
    public async Task A_session_of_no_name_is_the_next_and_a_lost_one_is_closed()
    {
        await using var sessions = new Bus(new() { RequiresSession = true });
        await sessions.Sender.SendMessageAsync(new ServiceBusMessage("a") { SessionId = "x" });
        await using var receiver = await sessions.Client.AcceptSessionAsync("work", null);
        Assert.Equal(("x", false), (receiver.SessionId, receiver.IsClosed));
        var message = await receiver.ReceiveMessageAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.RenewMessageLockAsync(message));
        await Assert.ThrowsAsync<ArgumentException>(
            () => sessions.Client.AcceptNextSessionAsync("work", new ServiceBusSessionReceiverOptions { SessionLockToken = Guid.NewGuid() }));

        await sessions.Advance(TimeSpan.FromMinutes(1));
        Assert.True(receiver.IsClosed);
        await receiver.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.GetSessionStateAsync());
    }

    [Fact]
    public async Task A_batch_that_is_being_sent_takes_no_more()
    {
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        Assert.True(batch.TryAddMessage(Bus.Message("a")));
        bus.Broker.Faults.Refuse(429);
        var sending = bus.Sender.SendMessagesAsync(batch);
        Assert.Throws<InvalidOperationException>(() => batch.TryAddMessage(Bus.Message("b")));
        await bus.Advance(TimeSpan.FromMinutes(1));
        await sending;
        Assert.True(batch.TryAddMessage(Bus.Message("c")));
    }
}

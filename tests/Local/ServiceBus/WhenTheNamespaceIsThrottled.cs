using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

/// <summary>What the official client does with its default options: times are sums of its delays (1.6, 3.2, 6.4 s) and pauses (10 s).</summary>
public sealed class WhenTheNamespaceIsThrottled : IAsyncLifetime
{
    static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1.6 + 10);
    static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1.6 + 10 + 3.2 + 10 + 6.4 + 10);
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    readonly Bus bus = new(new() { RequiresDuplicateDetection = true });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    [Fact]
    public async Task What_is_sent_is_sent_again_when_the_service_is_not_busy_any_more()
    {
        bus.Broker.Faults.Refuse(429, on: "send work");
        var sending = bus.Send("a");
        await bus.Advance(FirstRetry - Moment);
        Assert.Equal((false, 0), (sending.IsCompleted, bus.Counts().Active));

        await bus.Advance(Moment);
        await sending;
        Assert.Equal(1, bus.Counts().Active);
    }

    [Fact]
    public async Task After_three_retries_the_sender_is_told_and_nothing_is_kept()
    {
        bus.Broker.Faults.Refuse(429, times: 4);
        var sending = bus.Send("a", "id");
        await bus.Advance(LastRetry - Moment);
        Assert.False(sending.IsCompleted);
        await bus.Advance(Moment);
        var busy = await Assert.ThrowsAsync<ServiceBusException>(() => sending);
        Assert.Equal((ServiceBusFailureReason.ServiceBusy, true, "work"), (busy.Reason, busy.IsTransient, busy.EntityPath));
        Assert.Equal(0, bus.Counts().Active);

        // Busy is counted from the refusal, so that the next send over this sender waits.
        var again = bus.Send("b", "id");
        await bus.Advance(TimeSpan.FromSeconds(10));
        await again;
        Assert.Equal("b", (await bus.Next())!.Body.ToString());
    }

    [Fact]
    public async Task Everything_else_over_the_same_sender_waits_ten_seconds_and_other_senders_go_on()
    {
        bus.Broker.Faults.Refuse(429);
        var refused = bus.Send("a");
        var behind = bus.Send("b");
        await bus.Client.CreateSender("work").SendMessageAsync(Bus.Message("c"));
        await bus.Advance(TimeSpan.FromSeconds(10) - Moment);
        Assert.Equal((false, 1), (behind.IsCompleted, bus.Counts().Active));

        await bus.Advance(FirstRetry);
        await Task.WhenAll(refused, behind);
        Assert.Equal(["c", "b", "a"], (await bus.Receiver.ReceiveMessagesAsync(9)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task Whoever_gives_up_waits_no_longer_and_nothing_is_sent()
    {
        using var giveUp = new CancellationTokenSource();
        bus.Broker.Faults.Refuse(429);
        var sending = bus.Sender.SendMessageAsync(Bus.Message("a"), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => sending);
        await bus.Advance(LastRetry);
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task An_answer_that_gets_lost_is_asked_for_again_sooner_and_duplicates_are_dropped()
    {
        bus.Broker.Faults.LoseAnswer();
        var sending = bus.Send("a", "id");
        await bus.Advance(TimeSpan.FromSeconds(1.6) - Moment);
        Assert.Equal((false, 1), (sending.IsCompleted, bus.Counts().Active));
        await bus.Advance(Moment);
        await sending;
        Assert.Equal(1, bus.Counts().Active);

        bus.Broker.Faults.LoseAnswer();
        var withoutId = bus.Send("b");
        await bus.Advance(TimeSpan.FromSeconds(1.6));
        await withoutId;
        Assert.Equal(3, bus.Counts().Active);
    }

    [Theory]
    [InlineData("receive work")]
    [InlineData("settle work")]
    [InlineData("renew work")]
    [InlineData("peek work")]
    public async Task A_receiver_backs_off_as_well(string what)
    {
        await bus.Send("a");
        bus.Broker.Faults.Refuse(429, on: what);
        var working = bus.Steps(async () =>
        {
            await bus.Receiver.PeekMessageAsync();
            var message = await bus.Receiver.ReceiveMessageAsync();
            Assert.Equal(1, message.DeliveryCount);
            await bus.Receiver.RenewMessageLockAsync(message);
            await bus.Receiver.CompleteMessageAsync(message);
        });
        await bus.Advance(FirstRetry - Moment);
        Assert.False(working.IsCompleted);
        await bus.Advance(Moment);
        await working;
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task A_completion_that_is_too_late_by_then_is_refused_and_the_message_comes_again()
    {
        await bus.Send("a");
        var message = (await bus.Next())!;
        await bus.Advance(TimeSpan.FromSeconds(50));
        bus.Broker.Faults.Refuse(429, on: "settle");
        var completing = bus.Receiver.CompleteMessageAsync(message);
        await bus.Advance(FirstRetry);
        var late = await Assert.ThrowsAsync<ServiceBusException>(() => completing);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, late.Reason);
        Assert.Equal(2, (await bus.Client.CreateReceiver("work").ReceiveMessageAsync()).DeliveryCount);
    }

    [Fact]
    public async Task A_session_is_accepted_and_its_state_kept_later()
    {
        await using var sessions = new Bus(new() { RequiresSession = true });
        await sessions.Sender.SendMessageAsync(new ServiceBusMessage("a") { SessionId = "x" });
        sessions.Broker.Faults.Refuse(429, on: "accept");
        var accepting = sessions.Client.AcceptNextSessionAsync("work");
        await sessions.Advance(FirstRetry);
        await using var session = await accepting;

        sessions.Broker.Faults.Refuse(429, on: "state");
        var keeping = session.SetSessionStateAsync(new BinaryData("step 1"));
        await sessions.Advance(FirstRetry);
        await keeping;
        Assert.Equal("step 1", (await session.GetSessionStateAsync()).ToString());
    }

    [Fact]
    public async Task A_pump_rests_and_then_delivers_everything_once_in_order()
    {
        var handled = new List<(string Body, int Delivery, TimeSpan After)>();
        var start = bus.Clock.GetUtcNow();
        bus.Broker.Faults.Refuse(429, times: 3, on: "receive");
        await using var pump = bus.Broker.StartPump("work", new PumpOptions { MaxConcurrentCalls = 1 }, (message, _, _) =>
        {
            handled.Add((message.Body.ToString(), message.DeliveryCount, bus.Clock.GetUtcNow() - start));
            return Task.CompletedTask;
        });
        await bus.Send("a");
        await bus.Send("b");
        await bus.Advance(TimeSpan.FromMinutes(5));

        var rested = TimeSpan.FromSeconds(30);
        Assert.Equal([("a", 1, rested), ("b", 1, rested)], handled);
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task A_handler_that_sends_waits_while_its_lock_is_renewed()
    {
        await using var pump = bus.Broker.StartPump(
            "work", new PumpOptions(), (message, _, stopping) => bus.Client.CreateSender("news").SendMessageAsync(new ServiceBusMessage(message), stopping));
        bus.Broker.Faults.Refuse(429, times: 3, on: "send news");
        bus.Broker.Faults.Refuse(429, times: 3, on: "settle work");
        await bus.Send("a");
        await bus.Advance(2 * LastRetry);

        Assert.Equal((0, 1), (bus.Counts().Active, bus.Counts(Bus.News).Active));
        Assert.Equal(0, bus.Counts().DeadLetters);
    }

    [Fact]
    public async Task A_quota_is_kept_and_costs_nothing_but_time()
    {
        const int messages = 30;
        const int creditsPerSecond = 2;
        var received = new List<string>();
        var start = bus.Clock.GetUtcNow();
        var end = start;
        bus.Broker.Quota = new BusQuota(creditsPerSecond);
        await using var pump = bus.Broker.StartPump("work", new PumpOptions(), (message, _, _) =>
        {
            lock (received)
            {
                received.Add(message.MessageId);
                end = bus.Clock.GetUtcNow();
            }

            return Task.CompletedTask;
        });
        var sending = Task.WhenAll(Enumerable.Range(0, messages).Select(i => bus.Steps(async () =>
        {
            var sender = bus.Client.CreateSender("work");
            while (true)
            {
                try
                {
                    await sender.SendMessageAsync(Bus.Message("a", $"{i}"));
                    return;
                }
                catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.ServiceBusy)
                {
                }
            }
        })));
        await bus.Advance(TimeSpan.FromHours(1));
        await sending;

        Assert.Equal(messages, received.Distinct().Count());
        Assert.Equal(messages, received.Count);
        Assert.True(end - start > TimeSpan.FromSeconds(2 * messages / creditsPerSecond - 2), $"It took {end - start}.");
        Assert.Equal(0, bus.Counts().Active);
    }
}

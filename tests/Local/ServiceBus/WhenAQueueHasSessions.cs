using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAQueueHasSessions
{
    static readonly EntityProperties Sessions = new() { RequiresSession = true };

    static ServiceBusMessage Message(string session, string body) => new(body) { SessionId = session };

    [Fact]
    public async Task A_receiver_gets_its_session_only_and_in_order()
    {
        await using var bus = new Bus(Sessions);
        await bus.Sender.SendMessagesAsync([Message("x", "x1"), Message("y", "y1"), Message("x", "x2"), Message("x", "x3")]);
        await using var receiver = await bus.Client.AcceptSessionAsync("work", "x");
        var first = (await receiver.ReceiveMessageAsync())!;
        await receiver.AbandonMessageAsync(first);

        var messages = await receiver.ReceiveMessagesAsync(9);
        Assert.Equal(["x1", "x2", "x3"], messages.Select(message => message.Body.ToString()));
        Assert.All(messages, message => Assert.Equal(receiver.SessionLockedUntil, message.LockedUntil));
        foreach (var message in messages)
        {
            await receiver.CompleteMessageAsync(message);
        }

        Assert.Equal(1, bus.Counts().Active);
    }

    [Fact]
    public async Task Two_receivers_take_the_sessions_in_turn_and_a_third_waits_in_vain()
    {
        await using var bus = new Bus(Sessions);
        await bus.Sender.SendMessagesAsync([Message("x", "1"), Message("y", "1"), Message("x", "2")]);
        await using var first = await bus.Client.AcceptNextSessionAsync("work");
        await using var second = await bus.Client.AcceptNextSessionAsync("work");
        Assert.Equal(("x", "y"), (first.SessionId, second.SessionId));

        var third = bus.Client.AcceptNextSessionAsync("work");
        await first.RenewSessionLockAsync();
        await bus.Advance(TimeSpan.FromSeconds(59));
        await first.RenewSessionLockAsync();
        await second.RenewSessionLockAsync();
        await bus.Advance(TimeSpan.FromSeconds(1));
        var nothing = await Assert.ThrowsAsync<ServiceBusException>(() => third);
        Assert.Equal(ServiceBusFailureReason.ServiceTimeout, nothing.Reason);

        var taken = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.AcceptSessionAsync("work", "x"));
        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, taken.Reason);
    }

    [Fact]
    public async Task A_lock_that_expires_gives_the_session_to_the_next_and_the_old_receiver_is_refused()
    {
        await using var bus = new Bus(Sessions);
        await bus.Sender.SendMessageAsync(Message("x", "1"));
        await using var old = await bus.Client.AcceptNextSessionAsync("work");
        var message = await old.ReceiveMessageAsync();
        await bus.Advance(TimeSpan.FromMinutes(1));

        await using var next = await bus.Client.AcceptNextSessionAsync("work");
        Assert.Equal(2, (await next.ReceiveMessageAsync()).DeliveryCount);
        foreach (var late in new Func<Task>[] { () => old.CompleteMessageAsync(message), () => old.RenewSessionLockAsync(), () => old.ReceiveMessageAsync() })
        {
            var refused = await Assert.ThrowsAsync<ServiceBusException>(late);
            Assert.Equal(ServiceBusFailureReason.SessionLockLost, refused.Reason);
        }
    }

    [Fact]
    public async Task Closing_the_receiver_frees_the_session_and_its_state_stays()
    {
        await using var bus = new Bus(Sessions);
        await bus.Sender.SendMessageAsync(Message("x", "1"));
        await using (var receiver = await bus.Client.AcceptNextSessionAsync("work"))
        {
            Assert.Null(await receiver.GetSessionStateAsync());
            await receiver.ReceiveMessageAsync();
            await receiver.SetSessionStateAsync(new BinaryData("step 1"));
        }

        await using var again = await bus.Client.AcceptSessionAsync("work", "x");
        Assert.Equal("step 1", (await again.GetSessionStateAsync()).ToString());
        Assert.Equal("1", (await again.ReceiveMessageAsync()).Body.ToString());
        await again.SetSessionStateAsync(null);
        Assert.Null(await again.GetSessionStateAsync());
    }

    [Fact]
    public async Task A_pump_handles_each_session_in_order()
    {
        await using var bus = new Bus(Sessions);
        var handled = new List<string>();
        await using var pump = bus.Broker.StartPump("work", new PumpOptions { MaxConcurrentCalls = 8 }, async (message, _, _) =>
        {
            await Task.Yield();
            lock (handled)
            {
                handled.Add($"{message.SessionId}{message.Body}");
            }

            if (message.DeliveryCount == 1 && message.Body.ToString() == "3")
            {
                throw new InvalidOperationException("once");
            }
        });
        for (var i = 0; i < 6; i++)
        {
            await bus.Sender.SendMessagesAsync([Message("x", $"{i}"), Message("y", $"{i}")]);
        }

        await bus.Advance(TimeSpan.Zero);
        Assert.Equal(["x0", "x1", "x2", "x3", "x3", "x4", "x5"], handled.Where(each => each[0] == 'x'));
        Assert.Equal(["y0", "y1", "y2", "y3", "y3", "y4", "y5"], handled.Where(each => each[0] == 'y'));
    }

    [Fact]
    public async Task What_has_no_session_is_refused()
    {
        await using var bus = new Bus(Sessions);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Send("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Receiver.ReceiveMessageAsync());

        // A topic takes it; the subscription that asks for sessions can't.
        await bus.Client.CreateSender("news").SendMessageAsync(new ServiceBusMessage("a"));
        Assert.Equal("Session ID is null.", Assert.Single(bus.Broker.DeadLetters(Bus.News)).Reason);

        await using var plain = new Bus();
        await Assert.ThrowsAsync<InvalidOperationException>(() => plain.Client.AcceptNextSessionAsync("work"));
    }
}

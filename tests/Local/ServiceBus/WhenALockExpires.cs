using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenALockExpires
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_message_comes_again_and_the_old_completion_is_refused()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var first = (await bus.Next())!;
        await bus.Advance(Minute);

        var second = (await bus.Next())!;
        Assert.Equal((first.SequenceNumber, 2), (second.SequenceNumber, second.DeliveryCount));
        Assert.NotEqual(first.LockToken, second.LockToken);
        foreach (var late in new Func<Task>[]
        {
            () => bus.Receiver.CompleteMessageAsync(first),
            () => bus.Receiver.AbandonMessageAsync(first),
            () => bus.Receiver.DeferMessageAsync(first),
            () => bus.Receiver.DeadLetterMessageAsync(first),
            () => bus.Receiver.RenewMessageLockAsync(first),
        })
        {
            var refused = await Assert.ThrowsAsync<ServiceBusException>(late);
            Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
        }

        await bus.Receiver.CompleteMessageAsync(second);
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task Completing_is_refused_also_before_the_message_was_received_again()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var message = (await bus.Next())!;
        await bus.Advance(Minute);
        await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(message));
    }

    [Fact]
    public async Task Renewing_in_time_keeps_it()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var message = (await bus.Next())!;
        await bus.Advance(0.9 * Minute);
        await bus.Receiver.RenewMessageLockAsync(message);
        Assert.Equal(bus.Clock.GetUtcNow() + Minute, message.LockedUntil);
        await bus.Advance(0.9 * Minute);
        Assert.Null(await bus.Next());
        await bus.Receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task Completing_twice_is_refused()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var message = (await bus.Next())!;
        await bus.Receiver.CompleteMessageAsync(message);
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(message));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
    }

    [Fact]
    public async Task A_pump_renews_it_while_the_handler_runs_but_no_longer_than_it_was_told()
    {
        await using var bus = new Bus();
        var started = new List<int>();
        using var begun = new SemaphoreSlim(0);
        var release = new TaskCompletionSource();
        await using var pump = bus.Broker.StartPump(
            "work",
            new PumpOptions { HoldsClock = false, MaxAutoLockRenewalDuration = 3 * Minute },
            async (message, _, token) =>
            {
                lock (started)
                {
                    started.Add(message.DeliveryCount);
                }

                begun.Release();
                await release.Task.WaitAsync(token);
            });
        await bus.Send("a");
        Assert.True(await begun.WaitAsync(Soon, TestContext.Current.CancellationToken));
        await bus.Advance(2.9 * Minute);
        Assert.Equal([1], started);
        await bus.Advance(0.2 * Minute);
        Assert.True(await begun.WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal([1, 2], started);
        release.SetResult();
    }

    [Fact]
    public async Task A_handler_that_leaves_its_message_to_the_lock_gets_it_again_when_the_lock_ends()
    {
        await using var bus = new Bus();
        var deliveries = 0;
        await using var pump = bus.Broker.StartPump("work", new PumpOptions { AutoCompleteMessages = false }, (_, _, _) =>
        {
            deliveries++;
            return Task.CompletedTask;
        });
        await bus.Send("a");
        await bus.Advance(0.9 * Minute);
        Assert.Equal(1, deliveries);
        await bus.Advance(0.2 * Minute);
        Assert.Equal(2, deliveries);
    }

    [Fact]
    public async Task A_slow_handler_cannot_complete_what_another_handles_by_then()
    {
        await using var bus = new Bus();
        var slow = new TaskCompletionSource();
        var refused = new TaskCompletionSource<ServiceBusFailureReason>();
        await using var pump = bus.Broker.StartPump(
            "work",
            new PumpOptions { HoldsClock = false, AutoCompleteMessages = false, MaxAutoLockRenewalDuration = TimeSpan.Zero },
            async (message, actions, token) =>
            {
                if (message.DeliveryCount == 1)
                {
                    await slow.Task.WaitAsync(token);
                    var exception = await Assert.ThrowsAsync<ServiceBusException>(() => actions.CompleteMessageAsync(message, token));
                    refused.SetResult(exception.Reason);
                }
            });
        await bus.Send("a");
        await bus.Advance(Minute);
        Assert.Equal(1, bus.Counts().Active);
        slow.SetResult();
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, await refused.Task.WaitAsync(Soon, TestContext.Current.CancellationToken));
    }
}

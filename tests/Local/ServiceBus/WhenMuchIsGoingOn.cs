using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenMuchIsGoingOn
{
    [Fact]
    public async Task Eight_senders_that_repeat_themselves_and_two_pumps_that_fail_at_times_handle_each_message_once()
    {
        await using var bus = new Bus(new() { RequiresDuplicateDetection = true, MaxDeliveryCount = 5 });
        var handled = new ConcurrentBag<string>();
        var failed = new ConcurrentDictionary<string, bool>();

        async Task Handle(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (message.SequenceNumber % 3 == 0 && failed.TryAdd(message.MessageId, true))
            {
                throw new InvalidOperationException("once");
            }

            handled.Add(message.MessageId);
        }

        await using var first = bus.Broker.StartPump("work", new PumpOptions { MaxConcurrentCalls = 8 }, (message, _, token) => Handle(message, token));
        await using var second = bus.Broker.StartPump("work", new PumpOptions { MaxConcurrentCalls = 3 }, (message, _, token) => Handle(message, token));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await bus.Send("a", $"{(i + (sender * 7)) % 100}");
            }
        })));
        await bus.Advance(TimeSpan.Zero);

        Assert.Equal(Enumerable.Range(0, 100), handled.Select(int.Parse).Order());
        Assert.NotEmpty(failed);
        Assert.Equal((0, 0), (bus.Counts().Active, bus.Counts().DeadLetters));
    }

    [Fact]
    public async Task Receivers_that_wait_share_what_comes()
    {
        await using var bus = new Bus();
        var waiting = Enumerable.Range(0, 5).Select(_ => bus.Receiver.ReceiveMessageAsync(TimeSpan.FromHours(1))).ToList();
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 5).Select(i => Bus.Message($"{i}")));
        var bodies = (await Task.WhenAll(waiting)).Select(message => message.Body.ToString());
        Assert.Equal(["0", "1", "2", "3", "4"], bodies.Order());
    }

    [Fact]
    public async Task A_pump_that_is_stopped_finishes_what_it_has_and_takes_nothing_more()
    {
        await using var bus = new Bus();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var handled = 0;
        var pump = bus.Broker.StartPump("work", new PumpOptions { MaxConcurrentCalls = 1 }, async (_, _, token) =>
        {
            started.TrySetResult();
            await release.Task;
            Assert.True(token.IsCancellationRequested);
            handled++;
        });
        await bus.Sender.SendMessagesAsync([Bus.Message("a"), Bus.Message("b")]);
        await started.Task;
        var stopping = pump.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;
        await bus.Advance(TimeSpan.FromDays(1));
        Assert.Equal((1, 1), (handled, bus.Counts().Active));
    }

    [Fact]
    public async Task The_clock_waits_for_handlers_and_for_what_they_send()
    {
        await using var bus = new Bus();
        var times = new List<DateTimeOffset>();
        await using var pump = bus.Broker.StartPump("work", new PumpOptions(), async (message, _, _) =>
        {
            times.Add(bus.Clock.GetUtcNow());
            if (times.Count < 50)
            {
                await Task.Yield();
                await bus.Send("next");
            }
        });
        await bus.Sender.ScheduleMessageAsync(Bus.Message("first"), bus.Clock.GetUtcNow().AddDays(1));
        var due = bus.Clock.GetUtcNow().AddDays(1);
        await bus.Advance(TimeSpan.FromDays(2));
        Assert.Equal(Enumerable.Repeat(due, 50), times);
    }
}

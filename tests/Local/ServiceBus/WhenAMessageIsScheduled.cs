using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageIsScheduled
{
    [Fact]
    public async Task It_comes_at_its_time_and_not_before_with_a_number_of_that_moment()
    {
        await using var bus = new Bus();
        var due = bus.Clock.GetUtcNow().AddDays(3);
        var number = await bus.Sender.ScheduleMessageAsync(Bus.Message("later"), due);
        await bus.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.Null(await bus.Next());
        Assert.Equal(1, bus.Counts().Scheduled);
        Assert.Equal(ServiceBusMessageState.Scheduled, (await bus.Receiver.PeekMessageAsync()).State);

        await bus.Send("now");
        await bus.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("now", (await bus.Next())!.Body.ToString());
        var later = (await bus.Next())!;
        Assert.Equal(("later", due, due), (later.Body.ToString(), later.EnqueuedTime, later.ScheduledEnqueueTime));
        Assert.True(later.SequenceNumber > number);
    }

    [Fact]
    public async Task A_pump_handles_it_when_the_clock_passes_its_time()
    {
        await using var bus = new Bus();
        var handled = new List<DateTimeOffset>();
        await using var pump = bus.Broker.StartPump(Bus.News, new PumpOptions(), (_, _, _) =>
        {
            handled.Add(bus.Clock.GetUtcNow());
            return Task.CompletedTask;
        });
        var start = bus.Clock.GetUtcNow();
        await bus.Client.CreateSender("news").SendMessageAsync(new ServiceBusMessage("a") { ScheduledEnqueueTime = start.AddDays(2) });
        await bus.Advance(TimeSpan.FromDays(10));
        Assert.Equal([start.AddDays(2)], handled);
    }

    [Fact]
    public async Task It_can_be_cancelled_until_then()
    {
        await using var bus = new Bus();
        var numbers = await bus.Sender.ScheduleMessagesAsync([Bus.Message("a"), Bus.Message("b")], bus.Clock.GetUtcNow().AddHours(1));
        await bus.Sender.CancelScheduledMessageAsync(numbers[0]);
        await bus.Advance(TimeSpan.FromHours(1));
        Assert.Equal("b", (await bus.Next())!.Body.ToString());
        Assert.Null(await bus.Next());
        foreach (var number in numbers)
        {
            var late = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.CancelScheduledMessageAsync(number));
            Assert.Equal(ServiceBusFailureReason.MessageNotFound, late.Reason);
        }
    }

    [Fact]
    public async Task A_time_that_is_over_is_now()
    {
        await using var bus = new Bus();
        await bus.Sender.ScheduleMessageAsync(Bus.Message("a"), bus.Clock.GetUtcNow().AddHours(-1));
        Assert.NotNull(await bus.Next());
    }
}

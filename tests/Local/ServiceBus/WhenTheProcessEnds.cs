using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenTheProcessEnds : IDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("bus-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_is_there_afterwards_and_locks_are_not()
    {
        await using (var bus = new Bus(folder: folder))
        {
            await bus.Send("locked");
            await bus.Send("completed");
            await bus.Send("dead");
            await bus.Send("deferred");
            await bus.Next();
            await bus.Receiver.CompleteMessageAsync(await bus.Next());
            await bus.Receiver.DeadLetterMessageAsync(await bus.Next(), "Reason", "Description");
            await bus.Receiver.DeferMessageAsync(await bus.Next());
            await bus.Sender.ScheduleMessageAsync(Bus.Message("scheduled"), bus.Clock.GetUtcNow().AddHours(1));
        }

        await using var again = new Bus(folder: folder);
        var message = (await again.Next())!;
        Assert.Equal(("locked", 2), (message.Body.ToString(), message.DeliveryCount));
        Assert.Null(await again.Next());
        Assert.Equal(("dead", "Reason"), (again.Broker.DeadLetters("work")[0].Body, again.Broker.DeadLetters("work")[0].Reason));
        Assert.Equal((1, 1), (again.Counts().Deferred, again.Counts().Scheduled));
        await again.Advance(TimeSpan.FromHours(1));
        Assert.Equal("locked", (await again.Next())!.Body.ToString());
        Assert.Equal("scheduled", (await again.Next())!.Body.ToString());
    }

    [Fact]
    public async Task A_message_that_kills_the_process_each_time_is_dead_lettered_in_the_end()
    {
        var deliveries = 0;
        for (var run = 0; run < 5; run++)
        {
            await using var bus = new Bus(new() { MaxDeliveryCount = 3 }, folder);
            if (run == 0)
            {
                await bus.Send("a");
            }

            deliveries += await bus.Next() is null ? 0 : 1;
        }

        Assert.Equal(3, deliveries);
        await using var last = new Bus(new() { MaxDeliveryCount = 3 }, folder);
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(last.Broker.DeadLetters("work")).Reason);
    }

    [Fact]
    public async Task A_duplicate_is_still_known_and_numbers_go_on()
    {
        var detecting = new EntityProperties { RequiresDuplicateDetection = true };
        long number;
        await using (var bus = new Bus(detecting, folder))
        {
            await bus.Send("a", "same");
            var message = (await bus.Next())!;
            number = message.SequenceNumber;
            await bus.Receiver.CompleteMessageAsync(message);
        }

        await using var again = new Bus(detecting, folder);
        await again.Send("b", "same");
        Assert.Null(await again.Next());
        await again.Send("c", "new");
        Assert.True((await again.Next())!.SequenceNumber > number);
    }
}

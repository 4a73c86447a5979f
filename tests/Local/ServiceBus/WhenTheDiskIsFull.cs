using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenTheDiskIsFull
{
    /// <summary>SQLite answers as on a full disk once the database has as many pages as it may.</summary>
    static Task<long> Allow(Bus bus, long pages) => bus.Database.WriteAsync(db => db.Scalar<long>($"PRAGMA max_page_count = {pages}"));

    /// <summary>The same for one kind of statement, so that a test can choose the moment.</summary>
    static Task<int> Refuse(Bus bus, string statement) => bus.Database.WriteAsync(
        db => db.Execute($"CREATE TRIGGER full BEFORE {statement} ON bus_message BEGIN SELECT RAISE(FAIL, 'full'); END"));

    static Task<int> Accept(Bus bus) => bus.Database.WriteAsync(db => db.Execute("DROP TRIGGER full"));

    /// <summary>How long the client tries again before it tells.</summary>
    static readonly TimeSpan Retries = TimeSpan.FromSeconds(1.6 + 3.2 + 6.4);

    [Fact]
    public async Task Sending_fails_for_the_time_being_keeps_nothing_and_works_again()
    {
        await using var bus = new Bus(new() { RequiresDuplicateDetection = true });
        await Allow(bus, 1);
        var sending = bus.Send(new string('x', 100_000), "id");
        await bus.Advance(Retries);
        var full = await Assert.ThrowsAsync<ServiceBusException>(() => sending);
        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, true), (full.Reason, full.IsTransient));
        Assert.Equal(0, bus.Counts().Active);

        await Allow(bus, 1_000_000);
        await bus.Send("a", "id");
        Assert.Equal("a", (await bus.Next())!.Body.ToString());
    }

    [Fact]
    public async Task A_scheduled_message_waits_until_there_is_room()
    {
        await using var bus = new Bus();
        await bus.Sender.ScheduleMessageAsync(Bus.Message(new string('x', 100_000)), bus.Clock.GetUtcNow().AddMinutes(1));
        await Refuse(bus, "DELETE");
        await bus.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((0, 1), (bus.Counts().Active, bus.Counts().Scheduled));

        await Accept(bus);
        await bus.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (bus.Counts().Active, bus.Counts().Scheduled));
    }

    [Fact]
    public async Task A_completion_that_fails_leaves_the_lock_so_that_it_can_be_tried_again()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        var message = (await bus.Next())!;
        await Refuse(bus, "DELETE");
        var completing = bus.Receiver.CompleteMessageAsync(message);
        await bus.Advance(Retries);
        await Assert.ThrowsAsync<ServiceBusException>(() => completing);
        Assert.Null(await bus.Next());

        await Accept(bus);
        await bus.Receiver.CompleteMessageAsync(message);
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task A_pump_tries_again_later_instead_of_at_once()
    {
        await using var bus = new Bus();
        await bus.Send("a");
        await Refuse(bus, "UPDATE");
        var handled = 0;
        await using var pump = bus.Broker.StartPump("work", new PumpOptions { MaxAutoLockRenewalDuration = TimeSpan.Zero }, (_, _, _) =>
        {
            handled++;
            return Task.CompletedTask;
        });
        await bus.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(0, handled);

        await Accept(bus);
        await bus.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0), (handled, bus.Counts().Active));
    }
}

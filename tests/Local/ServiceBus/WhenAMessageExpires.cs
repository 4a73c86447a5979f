using Azure.Messaging.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageExpires
{
    [Fact]
    public async Task It_is_gone()
    {
        await using var bus = new Bus();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("a") { TimeToLive = TimeSpan.FromMinutes(5) });
        await bus.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await bus.Next());
        Assert.Equal((0, 0), (bus.Counts().Active, bus.Counts().DeadLetters));
    }

    [Fact]
    public async Task It_is_dead_lettered_where_the_queue_says_so_and_the_queue_cuts_long_lives()
    {
        await using var bus = new Bus(new() { DeadLetteringOnMessageExpiration = true, DefaultMessageTimeToLive = TimeSpan.FromHours(1) });
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("a") { TimeToLive = TimeSpan.FromDays(5) });
        await bus.Advance(TimeSpan.FromHours(1));
        var dead = (await bus.Next(bus.DeadLetters))!;
        Assert.Equal(("TTLExpiredException", TimeSpan.FromHours(1)), (dead.DeadLetterReason, dead.TimeToLive));
        await bus.DeadLetters.AbandonMessageAsync(dead);
        await bus.Advance(TimeSpan.FromDays(9));
        Assert.Equal(1, bus.Counts().DeadLetters);
    }

    [Fact]
    public async Task Who_has_it_locked_may_still_complete_it_but_it_does_not_come_again()
    {
        await using var bus = new Bus();
        foreach (var body in new[] { "completed", "abandoned" })
        {
            await bus.Sender.SendMessageAsync(new ServiceBusMessage(body) { TimeToLive = TimeSpan.FromSeconds(30) });
        }

        var messages = await bus.Receiver.ReceiveMessagesAsync(2);
        await bus.Advance(TimeSpan.FromSeconds(45));
        await bus.Receiver.CompleteMessageAsync(messages[0]);
        await bus.Receiver.AbandonMessageAsync(messages[1]);
        Assert.Null(await bus.Next());
        Assert.Equal(0, bus.Counts().Active);
    }

    [Fact]
    public async Task The_life_of_a_scheduled_message_begins_at_its_time()
    {
        await using var bus = new Bus(new() { DefaultMessageTimeToLive = TimeSpan.FromHours(1) });
        await bus.Sender.ScheduleMessageAsync(Bus.Message("a"), bus.Clock.GetUtcNow().AddDays(1));
        await bus.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(59));
        Assert.NotNull(await bus.Next());
    }
}

using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenAMessageIsSentTwice
{
    static readonly EntityProperties Detecting = new() { RequiresDuplicateDetection = true };

    [Fact]
    public async Task The_second_is_dropped_in_silence_also_after_the_first_was_completed()
    {
        await using var bus = new Bus(Detecting);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => bus.Send($"{i}", "same")));
        await bus.Receiver.CompleteMessageAsync(await bus.Next());
        await bus.Send("late", "same");
        Assert.Null(await bus.Next());
    }

    [Fact]
    public async Task It_is_a_new_message_when_the_window_is_over_counted_from_the_first()
    {
        await using var bus = new Bus(Detecting);
        await bus.Send("a", "same");
        await bus.Advance(TimeSpan.FromMinutes(9));
        await bus.Send("b", "same");
        await bus.Advance(TimeSpan.FromMinutes(1));
        await bus.Send("c", "same");
        Assert.Equal(["a", "c"], (await bus.Receiver.ReceiveMessagesAsync(9)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task Within_a_batch_and_for_later_counts_as_well()
    {
        await using var bus = new Bus(Detecting);
        await bus.Sender.SendMessagesAsync([Bus.Message("a", "1"), Bus.Message("b", "1"), Bus.Message("c", "2")]);
        await bus.Sender.ScheduleMessageAsync(Bus.Message("d", "2"), bus.Clock.GetUtcNow().AddDays(1));
        await bus.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["a", "c"], (await bus.Receiver.ReceiveMessagesAsync(9)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_topic_drops_it_before_its_subscriptions_see_it()
    {
        await using var bus = new Bus(Detecting);
        var sender = bus.Client.CreateSender("news");
        await sender.SendMessageAsync(Bus.Message("a", "same"));
        await sender.SendMessageAsync(Bus.Message("b", "same"));
        Assert.Equal(1, bus.Counts(Bus.News).Active);
    }

    [Fact]
    public async Task Without_detection_or_without_an_id_both_come()
    {
        await using var bus = new Bus();
        await bus.Send("a", "same");
        await bus.Send("b", "same");
        Assert.Equal(2, bus.Counts().Active);

        await using var detecting = new Bus(Detecting);
        await detecting.Send("a");
        await detecting.Send("b");
        Assert.Equal(2, detecting.Counts().Active);
    }

    [Fact]
    public async Task What_is_remembered_is_forgotten_when_the_window_is_over()
    {
        await using var bus = new Bus(Detecting);
        for (var i = 0; i < 30; i++)
        {
            await bus.Send("a", $"{i}");
        }

        await bus.Advance(TimeSpan.FromHours(1));
        await bus.Send("b", "x");
        await bus.Send("b", "y");
        Assert.Equal(2, bus.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM bus_seen")));
    }
}

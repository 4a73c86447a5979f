using Azure.Messaging.ServiceBus;
using FsCheck;
using FsCheck.Fluent;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

/// <summary>
/// Any interleaving of senders that repeat themselves, receivers that settle, forget or come too late, time that passes and
/// processes that end: each message is in the end processed or dead-lettered, once.
/// </summary>
public sealed class WhateverTheOrder
{
    static readonly EntityProperties Properties = new()
    {
        RequiresDuplicateDetection = true,
        DuplicateDetectionHistoryTimeWindow = TimeSpan.FromDays(7),
        MaxDeliveryCount = 3,
    };

    enum Act
    {
        Send,
        SendLater,
        Receive,
        Complete,
        Abandon,
        Defer,
        DeadLetter,
        Renew,
        Wait,
        Restart,
    }

    static Gen<Step[]> Steps(params Act[] acts) =>
        from steps in (
            from act in Gen.Elements(acts)
            from number in Gen.Choose(0, 7)
            select new Step(act, number)).ListOf()
        select steps.ToArray();

    [Fact]
    public void Each_message_ends_once_in_one_process() => EndsOnce(
        Steps(
            Act.Send, Act.Send, Act.Send, Act.SendLater, Act.Receive, Act.Receive, Act.Receive, Act.Complete, Act.Complete,
            Act.Abandon, Act.Defer, Act.DeadLetter, Act.Renew, Act.Wait, Act.Wait),
        inFolder: false,
        times: 300);

    [Fact]
    public void Each_message_ends_once_though_the_process_is_replaced() => EndsOnce(
        Steps(Act.Send, Act.Send, Act.SendLater, Act.Receive, Act.Receive, Act.Complete, Act.Abandon, Act.Defer, Act.DeadLetter, Act.Wait, Act.Restart),
        inFolder: true,
        times: 30);

    static void EndsOnce(Gen<Step[]> steps, bool inFolder, int times) => Prop
        .ForAll(Arb.From(steps, Shorter), async run =>
        {
            var folder = inFolder ? System.IO.Directory.CreateTempSubdirectory("bus-").FullName : null;
            try
            {
                await using var world = new World(folder);
                foreach (var step in run)
                {
                    await world.Do(step);
                }

                return await world.EachEndedOnce();
            }
            finally
            {
                if (folder is not null)
                {
                    System.IO.Directory.Delete(folder, recursive: true);
                }
            }
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    /// <summary>The run without one of its steps: what a failure is reduced with.</summary>
    static IEnumerable<Step[]> Shorter(Step[] run) => Enumerable.Range(0, run.Length).Select(left => run.Where((_, i) => i != left).ToArray());

    sealed record Step(Act Act, int Number);

    sealed class World(string? folder) : IAsyncDisposable
    {
        readonly HashSet<string> sent = [];
        readonly List<string> completed = [];
        readonly List<ServiceBusReceivedMessage> held = [];
        readonly HashSet<long> deferred = [];
        Bus bus = new(Properties, folder);

        public async Task Do(Step step)
        {
            switch (step.Act)
            {
                case Act.Send:
                    await Send(step.Number, default);
                    break;
                case Act.SendLater:
                    await Send(step.Number, bus.Clock.GetUtcNow().AddSeconds(30));
                    break;
                case Act.Receive:
                    var got = bus.Receiver.ReceiveMessagesAsync(step.Number + 1, TimeSpan.FromTicks(1));
                    await bus.Advance(TimeSpan.FromTicks(1));
                    held.AddRange(await got);
                    break;
                case Act.Wait:
                    await bus.Advance(TimeSpan.FromSeconds(10 * step.Number));
                    break;
                case Act.Restart:
                    await bus.DisposeAsync();
                    bus = new Bus(Properties, folder, bus.Clock.GetUtcNow());
                    break;
                default:
                    await Settle(step);
                    break;
            }
        }

        public async Task<bool> EachEndedOnce()
        {
            await bus.Advance(TimeSpan.FromMinutes(2));
            held.Clear();
            foreach (var number in deferred)
            {
                await FetchDeferred(number);
            }

            while (await bus.Next() is { } message)
            {
                held.Add(message);
            }

            for (var i = 0; i < held.Count; i++)
            {
                await bus.Receiver.CompleteMessageAsync(held[i]);
                completed.Add(held[i].MessageId);
            }

            var counts = bus.Counts();
            var ended = completed.Concat(bus.Broker.DeadLetters("work", 1000).Select(dead => dead.MessageId!)).Order();
            return ended.SequenceEqual(sent.Order()) && (counts.Active, counts.Scheduled, counts.Deferred) == (0, 0, 0);
        }

        public ValueTask DisposeAsync() => bus.DisposeAsync();

        async Task Send(int id, DateTimeOffset at)
        {
            await bus.Sender.SendMessageAsync(new ServiceBusMessage("a") { MessageId = $"{id}", ScheduledEnqueueTime = at });
            sent.Add($"{id}");
        }

        async Task FetchDeferred(long number)
        {
            try
            {
                held.Add(await bus.Receiver.ReceiveDeferredMessageAsync(number));
            }
            catch (ServiceBusException gone) when (gone.Reason == ServiceBusFailureReason.MessageNotFound)
            {
                // It was settled after it had been deferred.
            }
        }

        /// <summary>Settles one of the messages that were ever received; what is no longer held is refused.</summary>
        async Task Settle(Step step)
        {
            if (held.Count == 0)
            {
                return;
            }

            var message = held[step.Number % held.Count];
            try
            {
                await (step.Act switch
                {
                    Act.Complete => bus.Receiver.CompleteMessageAsync(message),
                    Act.Abandon => bus.Receiver.AbandonMessageAsync(message),
                    Act.Defer => bus.Receiver.DeferMessageAsync(message),
                    Act.DeadLetter => bus.Receiver.DeadLetterMessageAsync(message, "test"),
                    _ => bus.Receiver.RenewMessageLockAsync(message),
                });
            }
            catch (ServiceBusException lost) when (lost.Reason == ServiceBusFailureReason.MessageLockLost)
            {
                return;
            }

            if (step.Act == Act.Complete)
            {
                completed.Add(message.MessageId);
            }
            else if (step.Act == Act.Defer)
            {
                deferred.Add(message.SequenceNumber);
            }
        }
    }
}

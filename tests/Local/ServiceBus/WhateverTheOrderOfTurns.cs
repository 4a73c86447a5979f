using System.Globalization;
using Azure.Messaging.ServiceBus;
using FsCheck;
using FsCheck.Fluent;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

/// <summary>
/// Any interleaving of sends now and later, cancellations, receivers that take, lose and give back sessions, time that passes
/// and processes that end: each session's messages are completed in their order, none early, none lost, none that was canceled.
/// </summary>
public sealed class WhateverTheOrderOfTurns
{
    const int Sessions = 2;

    static readonly EntityProperties Properties = new() { RequiresSession = true, MaxDeliveryCount = 1_000 };

    enum Act
    {
        Send,
        SendLater,
        Cancel,
        Accept,
        Take,
        Complete,
        Close,
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
    public void Each_turn_is_taken_once_in_one_process() => TurnsAreKept(
        Steps(
            Act.Send, Act.Send, Act.Send, Act.SendLater, Act.SendLater, Act.Cancel, Act.Accept, Act.Accept, Act.Take, Act.Take, Act.Take,
            Act.Complete, Act.Complete, Act.Complete, Act.Close, Act.Wait),
        inFolder: false,
        times: 300);

    [Fact]
    public void Each_turn_is_taken_once_though_the_process_is_replaced() => TurnsAreKept(
        Steps(Act.Send, Act.Send, Act.SendLater, Act.Cancel, Act.Accept, Act.Accept, Act.Take, Act.Take, Act.Complete, Act.Complete, Act.Close, Act.Wait, Act.Restart),
        inFolder: true,
        times: 30);

    static void TurnsAreKept(Gen<Step[]> steps, bool inFolder, int times) => Prop
        .ForAll(Arb.From(steps, Shorter), async run =>
        {
            using var folder = new TemporaryFolder();
            await using var world = new World(inFolder ? folder.Folder.FullName : null);
            foreach (var step in run)
            {
                await world.Do(step);
            }

            return await world.EachTurnWasTaken();
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    /// <summary>The run without one of its steps: what a failure is reduced with.</summary>
    static IEnumerable<Step[]> Shorter(Step[] run) => Enumerable.Range(0, run.Length).Select(left => run.Where((_, i) => i != left).ToArray());

    sealed record Step(Act Act, int Number);

    sealed class World(string? folder) : IAsyncDisposable
    {
        readonly Dictionary<string, List<long>> completed = [];
        readonly List<(long Number, DateTimeOffset Due, string Body)> scheduled = [];
        readonly HashSet<string> expected = [];
        readonly HashSet<string> canceled = [];
        readonly List<string> done = [];
        readonly List<(ServiceBusSessionReceiver Session, ServiceBusReceivedMessage Message)> held = [];
        readonly List<ServiceBusSessionReceiver> accepted = [];
        Bus bus = new(Properties, folder);
        int last;

        public async Task Do(Step step)
        {
            switch (step.Act)
            {
                case Act.Send:
                    await bus.Sender.SendMessageAsync(Message(step.Number));
                    break;
                case Act.SendLater:
                    var due = bus.Clock.GetUtcNow().AddSeconds(10 * step.Number);
                    var message = Message(step.Number);
                    scheduled.Add((await bus.Sender.ScheduleMessageAsync(message, due), due, message.Body.ToString()));
                    break;
                case Act.Cancel when scheduled.Count > 0:
                    await Cancel(scheduled[step.Number % scheduled.Count]);
                    break;
                case Act.Accept:
                    await Accept($"{step.Number % Sessions}");
                    break;
                case Act.Take when accepted.Count > 0:
                    await Take(accepted[step.Number % accepted.Count]);
                    break;
                case Act.Complete when held.Count > 0:
                    await Complete(held[0]);
                    break;
                case Act.Close when accepted.Count > 0:
                    await accepted[step.Number % accepted.Count].CloseAsync();
                    accepted.RemoveAt(step.Number % accepted.Count);
                    break;
                case Act.Wait:
                    await bus.Advance(TimeSpan.FromSeconds(10 * step.Number));
                    break;
                case Act.Restart:
                    await bus.DisposeAsync();
                    bus = new Bus(Properties, folder, bus.Clock.GetUtcNow());
                    accepted.Clear();
                    held.Clear();
                    break;
            }
        }

        public async Task<bool> EachTurnWasTaken()
        {
            await bus.Advance(TimeSpan.FromMinutes(5));
            held.Clear();
            for (var session = 0; session < Sessions; session++)
            {
                accepted.Clear();
                await Accept($"{session}");
                while (await Take(accepted[0]))
                {
                    await Complete(held[^1]);
                }
            }

            var inOrder = completed.Values.All(numbers => numbers.SequenceEqual(numbers.Order()));
            return inOrder && done.Order().SequenceEqual(expected.Except(canceled).Order()) && bus.Counts() is { Active: 0, Scheduled: 0, DeadLetters: 0 };
        }

        public ValueTask DisposeAsync() => bus.DisposeAsync();

        ServiceBusMessage Message(int session)
        {
            var body = (++last).ToString(CultureInfo.InvariantCulture);
            expected.Add(body);
            return new ServiceBusMessage(body) { SessionId = $"{session % Sessions}" };
        }

        async Task Cancel((long Number, DateTimeOffset Due, string Body) one)
        {
            try
            {
                await bus.Sender.CancelScheduledMessageAsync(one.Number);
                Assert.True(bus.Clock.GetUtcNow() < one.Due && canceled.Add(one.Body));
            }
            catch (ServiceBusException late) when (late.Reason == ServiceBusFailureReason.MessageNotFound)
            {
                Assert.True(bus.Clock.GetUtcNow() >= one.Due || canceled.Contains(one.Body));
            }
        }

        async Task Accept(string session)
        {
            try
            {
                accepted.Add(await bus.Client.AcceptSessionAsync("work", session));
            }
            catch (ServiceBusException taken) when (taken.Reason == ServiceBusFailureReason.SessionCannotBeLocked)
            {
                // Another receiver has it.
            }
        }

        /// <returns>Whether there was something.</returns>
        async Task<bool> Take(ServiceBusSessionReceiver session)
        {
            try
            {
                var message = await bus.Next(session);
                if (message is not null)
                {
                    Assert.True(message.ScheduledEnqueueTime <= bus.Clock.GetUtcNow());
                    held.Add((session, message));
                }

                return message is not null;
            }
            catch (ServiceBusException lost) when (lost.Reason == ServiceBusFailureReason.SessionLockLost)
            {
                return false;
            }
        }

        async Task Complete((ServiceBusSessionReceiver Session, ServiceBusReceivedMessage Message) one)
        {
            held.Remove(one);
            try
            {
                await one.Session.CompleteMessageAsync(one.Message);
            }
            catch (Exception refused) when (refused is ServiceBusException { Reason: ServiceBusFailureReason.SessionLockLost } or ObjectDisposedException)
            {
                return;
            }

            done.Add(one.Message.Body.ToString());
            (completed.TryGetValue(one.Message.SessionId, out var numbers) ? numbers : completed[one.Message.SessionId] = []).Add(one.Message.SequenceNumber);
        }
    }
}

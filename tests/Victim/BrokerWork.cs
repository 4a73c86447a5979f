using Azure.Messaging.ServiceBus;
using Local;
using Local.ServiceBus;

namespace Victims;

/// <summary>Senders, some of whose messages are sent twice, scheduled or canceled, and receivers that complete them.</summary>
public static class BrokerWork
{
    public const string Queue = "work";

    const int Senders = 3;
    const int Receivers = 3;

    /// <summary>Deliveries, so that no kill sets a message aside.</summary>
    const int Many = 1_000;

    /// <summary>How long scheduled messages wait: long enough for a kill in between.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    /// <param name="known">Ids that a former process was acknowledged; they are sent again.</param>
    public static async Task RunAsync(LocalMachine machine, string run, IEnumerable<string> known)
    {
        await using var client = Connect(machine);
        var sender = client.CreateSender(Queue);
        var working = Receive(machine, client, Said.Line, CancellationToken.None);
        foreach (var id in known)
        {
            await sender.SendMessageAsync(Message(id));
        }

        Said.Line("repeated", run);
        working.AddRange(Enumerable.Range(0, Senders).Select(line => SendAsync(sender, machine.Clock, $"{run}-{line}")));
        working.Add(TopicWork.SendAsync(client, machine.Clock, run));
        working.Add(SessionWork.SendAsync(client, run));
        await Task.WhenAll(working);
    }

    public static ServiceBusClient Connect(LocalMachine machine)
    {
        machine.Part<Broker>().Declare(new BusConfiguration
        {
            Queues =
            [
                new QueueConfiguration(Queue) { Properties = new() { RequiresDuplicateDetection = true, MaxDeliveryCount = Many } },
                new QueueConfiguration(SessionWork.Queue) { Properties = new() { RequiresSession = true, MaxDeliveryCount = Many } },
            ],
            Topics = [TopicWork.Topic(new() { MaxDeliveryCount = Many })],
        });
        return new LocalServiceBusClient(machine);
    }

    /// <summary>Receives everything there is.</summary>
    /// <param name="tell">Told of each message that was got (with its number) and completed, as PLACE/ID.</param>
    public static List<Task> Receive(LocalMachine machine, ServiceBusClient client, Action<string, string> tell, CancellationToken until) =>
    [
        .. Enumerable.Range(0, Receivers).Select(_ => ReceiveAsync(client.CreateReceiver(Queue), Queue, machine.Clock, tell, until)),
        .. TopicWork.Receivers(client).Select(place => ReceiveAsync(place.Receiver, place.Name, machine.Clock, tell, until)),
        .. Enumerable.Range(0, Receivers).Select(_ => SessionWork.ReceiveAsync(client, tell, until)),
    ];

    static async Task ReceiveAsync(
        ServiceBusReceiver receiver, string place, TimeProvider clock, Action<string, string> tell, CancellationToken until)
    {
        await foreach (var message in receiver.ReceiveMessagesAsync(until))
        {
            tell("got", $"{place}/{message.MessageId}#{message.SequenceNumber}");
            if (clock.GetUtcNow() < message.ScheduledEnqueueTime)
            {
                tell("early", $"{place}/{message.MessageId}");
            }

            await receiver.CompleteMessageAsync(message, CancellationToken.None);
            tell("completed", $"{place}/{message.MessageId}");
        }
    }

    static async Task SendAsync(ServiceBusSender sender, TimeProvider clock, string prefix)
    {
        for (var i = 0; ; i++)
        {
            var id = $"{prefix}-{i}";
            if (i % 4 == 3)
            {
                var number = await sender.ScheduleMessageAsync(Message(id), clock.GetUtcNow() + Later);
                if (i % 8 == 7)
                {
                    await CancelAsync(sender, number, id);
                    continue;
                }
            }
            else
            {
                await sender.SendMessageAsync(Message(id));
            }

            Said.Line("sent", $"{Queue}/{id}");
            if (i % 4 == 1)
            {
                await sender.SendMessageAsync(Message(id));
            }
        }
    }

    static async Task CancelAsync(ServiceBusSender sender, long number, string id)
    {
        try
        {
            await sender.CancelScheduledMessageAsync(number);
            Said.Line("canceled", $"{Queue}/{id}");
        }
        catch (ServiceBusException late) when (late.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            Said.Line("sent", $"{Queue}/{id}");
        }
    }

    static ServiceBusMessage Message(string id) => new("A message") { MessageId = id };
}

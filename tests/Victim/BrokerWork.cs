using Azure.Core;
using Azure.Messaging.ServiceBus;
using Local;
using Local.ServiceBus;

namespace Victims;

/// <summary>Senders, some of whose messages are sent twice or scheduled, and receivers that complete them.</summary>
public static class BrokerWork
{
    const int Senders = 3;
    const int Receivers = 3;

    /// <summary>How long scheduled messages wait: long enough for a kill in between.</summary>
    static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    /// <param name="known">Ids that a former process was acknowledged; they are sent again.</param>
    public static async Task RunAsync(LocalEdition edition, string run, IEnumerable<string> known)
    {
        await using var client = Connect(edition);
        var sender = client.CreateSender("work");
        var working = Enumerable.Range(0, Receivers).Select(_ => ReceiveAsync(client, Said.Line, CancellationToken.None)).ToList();
        foreach (var id in known)
        {
            await sender.SendMessageAsync(Message(id));
        }

        Said.Line("repeated", run);
        working.AddRange(Enumerable.Range(0, Senders).Select(line => SendAsync(sender, edition.Clock, $"{run}-{line}")));
        await Task.WhenAll(working);
    }

    public static ServiceBusClient Connect(LocalEdition edition)
    {
        edition.Part<Broker>().Declare(new BusConfiguration
        {
            Queues = [new QueueConfiguration("work") { Properties = new() { RequiresDuplicateDetection = true, MaxDeliveryCount = 1_000 } }],
        });
        return new ServiceBusClient(edition.ServiceBusNamespace, new NoCredential());
    }

    /// <param name="tell">Told of each message that was got (with its number) and completed.</param>
    public static async Task ReceiveAsync(ServiceBusClient client, Action<string, string> tell, CancellationToken until)
    {
        var receiver = client.CreateReceiver("work");
        await foreach (var message in receiver.ReceiveMessagesAsync(until))
        {
            tell("got", $"{message.MessageId}#{message.SequenceNumber}");
            await receiver.CompleteMessageAsync(message, CancellationToken.None);
            tell("completed", message.MessageId);
        }
    }

    static async Task SendAsync(ServiceBusSender sender, TimeProvider clock, string prefix)
    {
        for (var i = 0; ; i++)
        {
            var id = $"{prefix}-{i}";
            if (i % 4 == 3)
            {
                await sender.ScheduleMessageAsync(Message(id), clock.GetUtcNow() + Later);
            }
            else
            {
                await sender.SendMessageAsync(Message(id));
            }

            Said.Line("sent", id);
            if (i % 4 == 1)
            {
                await sender.SendMessageAsync(Message(id));
            }
        }
    }

    static ServiceBusMessage Message(string id) => new("A message") { MessageId = id };

    sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}

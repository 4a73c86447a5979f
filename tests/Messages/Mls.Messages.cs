using Azure.Messaging.ServiceBus;
using Local.ServiceBus;
using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    /// <summary>Another system puts a message into a queue or topic.</summary>
    public async Task Puts(string queueOrTopic, string body, string? messageId = null)
    {
        await using var sender = Services.GetRequiredService<ServiceBusClient>().CreateSender(queueOrTopic);
        var message = new ServiceBusMessage(body);
        if (messageId is not null)
        {
            message.MessageId = messageId;
        }

        await sender.SendMessageAsync(message);
        await Settle();
    }

    /// <summary>The app tells that something happened.</summary>
    public async Task Tells(params DomainEvent[] events)
    {
        foreach (var fact in events)
        {
            await Services.GetRequiredService<EventPublisher>().PublishAsync(fact);
        }

        await Settle();
    }

    /// <summary>What was set aside: of a queue, or of TOPIC/Subscriptions/SUBSCRIPTION.</summary>
    public IReadOnlyList<DeadLetterView> DeadLetters(string path) => Machine.Part<Broker>().DeadLetters(path);
}

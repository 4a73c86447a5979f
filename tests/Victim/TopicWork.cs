using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace Victims;

/// <summary>A topic, one of whose subscriptions takes everything and two only a part; some messages are scheduled.</summary>
static class TopicWork
{
    const string Name = "news";

    static readonly string[] Subscriptions = ["odd", "urgent", "all"];

    public static TopicConfiguration Topic(EntityProperties properties) => new(Name)
    {
        Subscriptions =
        [
            new SubscriptionConfiguration("all") { Properties = properties },
            new SubscriptionConfiguration("odd") { Properties = properties, Rules = [Rule(new() { Properties = new Dictionary<string, JsonElement> { ["odd"] = JsonElement.Parse("true") } })] },
            new SubscriptionConfiguration("urgent") { Properties = properties, Rules = [Rule(new() { Label = "urgent" })] },
        ],
    };

    public static IEnumerable<(string Name, ServiceBusReceiver Receiver)> Receivers(ServiceBusClient client) =>
        Subscriptions.Select(subscription => ($"{Name}.{subscription}", client.CreateReceiver(Name, subscription)));

    public static async Task SendAsync(ServiceBusClient client, TimeProvider clock, string run)
    {
        var sender = client.CreateSender(Name);
        for (var i = 0; ; i++)
        {
            var number = i % 8;
            var message = new ServiceBusMessage("News")
            {
                MessageId = $"{run}-{i}",
                Subject = number < 2 ? "urgent" : "usual",
                ApplicationProperties = { ["odd"] = number % 2 == 1 },
            };
            if (number > 5)
            {
                message.ScheduledEnqueueTime = clock.GetUtcNow() + BrokerWork.Later;
            }

            await sender.SendMessageAsync(message);
            foreach (var subscription in Subscriptions.Where(name => Takes(name, number)))
            {
                Said.Line("sent", $"{Name}.{subscription}/{run}-{i}");
            }
        }
    }

    static bool Takes(string subscription, int number) => subscription switch
    {
        "odd" => number % 2 == 1,
        "urgent" => number < 2,
        _ => true,
    };

    static RuleConfiguration Rule(CorrelationFilter filter) => new("rule", new("Correlation") { CorrelationFilter = filter });
}

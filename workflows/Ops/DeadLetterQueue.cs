using Azure.Messaging.ServiceBus;
using MemberServices.Messages;

namespace MemberServices.Ops;

/// <summary>Where messages are set aside, as the API names it.</summary>
/// <param name="Name">"commands".</param>
/// <param name="Entity">Where a message that is put back is sent to: the queue, or the topic.</param>
/// <param name="Subscription">Of the topic; null for a queue.</param>
public sealed record DeadLetterQueue(string Name, string Entity, string? Subscription = null)
{
    public static IReadOnlyList<DeadLetterQueue> All { get; } =
    [
        new(Bus.Commands, Bus.Commands),
        new(Bus.Mail, Bus.Mail),
        new(Bus.DeliveryReports, Bus.DeliveryReports),
        new(Bus.Teams, Bus.Teams),
        new(Bus.Interactions, Bus.Events, Bus.Interactions),
        new(Bus.Alerts, Bus.Events, Bus.Alerts),
        new(Bus.Figures, Bus.Events, Bus.Figures),
        new(Bus.Surveys, Bus.Events, Bus.Surveys),
        new(Bus.Complaints, Bus.Events, Bus.Complaints),
    ];

    public static DeadLetterQueue? Find(string? name) => All.FirstOrDefault(queue => queue.Name == name);

    internal ServiceBusReceiver Receiver(ServiceBusClient bus)
    {
        var options = new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter };
        return Subscription is null ? bus.CreateReceiver(Entity, options) : bus.CreateReceiver(Entity, Subscription, options);
    }
}

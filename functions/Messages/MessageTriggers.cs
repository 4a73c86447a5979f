using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices.Messages;

/// <summary>
/// Where messages come in: one function for each queue of commands and reports, and one for each subscription of the topic. Features
/// register what they take: see <see cref="MessagesServices"/>.
/// </summary>
public sealed class MessageTriggers(MessageRouter router, Settlement settlement)
{
    [Function("TakeCommand")]
    public Task TakeCommandAsync(
        [ServiceBusTrigger(Bus.Commands, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Commands, message, actions, client, cancellationToken);

    [Function("TakeDeliveryReport")]
    public Task TakeDeliveryReportAsync(
        [ServiceBusTrigger(Bus.DeliveryReports, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.DeliveryReports, message, actions, client, cancellationToken);

    [Function("TakeTeamsMessage")]
    public Task TakeTeamsMessageAsync(
        [ServiceBusTrigger(Bus.Teams, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Teams, message, actions, client, cancellationToken);

    [Function("AlertStaff")]
    public Task AlertStaffAsync(
        [ServiceBusTrigger(Bus.Events, Bus.Alerts, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Alerts, message, actions, client, cancellationToken);

    [Function("LogInteraction")]
    public Task LogInteractionAsync(
        [ServiceBusTrigger(Bus.Events, Bus.Interactions, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Interactions, message, actions, client, cancellationToken);

    [Function("OpenComplaint")]
    public Task OpenComplaintAsync(
        [ServiceBusTrigger(Bus.Events, Bus.Complaints, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Complaints, message, actions, client, cancellationToken);

    [Function("CountEvent")]
    public Task CountEventAsync(
        [ServiceBusTrigger(Bus.Events, Bus.Figures, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Figures, message, actions, client, cancellationToken);

    [Function("AskAboutService")]
    public Task AskAboutServiceAsync(
        [ServiceBusTrigger(Bus.Events, Bus.Surveys, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        TakeAsync(Bus.Surveys, message, actions, client, cancellationToken);

    Task TakeAsync(
        string from, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, DurableTaskClient client, CancellationToken cancellationToken) =>
        settlement.SettleAsync(
            message,
            actions,
            async () => DeadLetter.For(await router.HandleAsync(from, message.Body, client, cancellationToken)),
            cancellationToken);
}

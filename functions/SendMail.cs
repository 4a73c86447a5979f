using Azure.Messaging.ServiceBus;
using MemberServices.Mail;
using MemberServices.Messages;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Sends the emails of the mail queue.</summary>
public sealed class SendMail(MailDelivery delivery, Settlement settlement)
{
    [Function(nameof(SendMail))]
    public Task Run(
        [ServiceBusTrigger(Bus.Mail, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        settlement.SettleAsync(message, actions, () => SendAsync(message, cancellationToken), cancellationToken);

    async Task<DeadLetter?> SendAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        var reading = EmailQueue.Read(message);
        if (reading.Data is not { } email)
        {
            return DeadLetter.For(reading.Reasons);
        }

        var result = await delivery.DeliverAsync(email, EmailQueue.TryOf(message), cancellationToken);
        return result is MailResult.Refused refused ? new DeadLetter(refused.Reason, $"Email {email.Id}: {refused.Reason}") : null;
    }
}

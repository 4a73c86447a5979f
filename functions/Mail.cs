using Azure.Messaging.ServiceBus;
using MemberServices.Mail;
using MemberServices.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>Sends the letters of the mail queue.</summary>
public sealed class SendMail(MailDelivery delivery, ILogger<SendMail> log)
{
    [Function(nameof(SendMail))]
    public async Task Run(
        [ServiceBusTrigger(Bus.Mail, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        var reading = EmailQueue.Read(message);
        if (reading.Data is not { } email)
        {
            await actions.DeadLetterAsync(message, reading.Reasons, log);
            return;
        }

        var result = await delivery.DeliverAsync(email, EmailQueue.TryOf(message), cancellationToken);
        await (result is MailResult.Refused refused
            ? actions.DeadLetterAsync(message, refused.Reason, $"Email {email.Id}: {refused.Reason}", log)
            : actions.CompleteMessageAsync(message, cancellationToken));
    }
}

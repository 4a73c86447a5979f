using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace Local.Email;

/// <summary>
/// What becomes of the machine's mails, told to the queue <c>delivery-reports</c> as Event Grid does: an event for each
/// recipient, in the CloudEvents schema, a minute after the mail was sent. Without such a queue nobody is told.
/// Source: learn.microsoft.com/azure/event-grid/communication-services-email-events.
/// </summary>
sealed class DeliveryReports(LocalMachine machine)
{
    const string Queue = "delivery-reports";
    const string Source =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/microsoft.communication/communicationservices/local";

    static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    readonly Broker broker = machine.Part<Broker>();

    /// <summary>A mail was taken; when it is taken again, the queue's duplicate detection drops its reports.</summary>
    public async Task SendAsync(Guid id, MailRequest mail, Func<string, bool> bounces)
    {
        if (broker.Has(Queue))
        {
            var at = machine.Clock.GetUtcNow() + After;
            await broker.SendAsync(
                Queue, [.. mail.Recipients.All.Select((recipient, index) => Report($"{id}-{index}", id, mail.SenderAddress, recipient.Email, bounces(recipient.Email), at))]);
        }
    }

    static ServiceBusMessage Report(string reportId, Guid id, string sender, string recipient, bool bounces, DateTimeOffset at) =>
        new(BinaryData.FromObjectAsJson(new
        {
            id = reportId,
            source = Source,
            subject = $"sender/{sender}/message/{id}",
            data = new
            {
                sender,
                recipient,
                messageId = id,
                status = bounces ? "Bounced" : "Delivered",
                deliveryStatusDetails = new
                {
                    statusMessage = bounces ? "550 5.1.1 The mailbox doesn't exist" : "No error.",
                    recipientMailServerHostName = recipient[(recipient.LastIndexOf('@') + 1)..],
                },
                deliveryAttemptTimestamp = at,
                internetMessageId = $"<{id}@local>",
            },
            type = "Microsoft.Communication.EmailDeliveryReportReceived",
            time = at,
            specversion = "1.0",
        }))
        {
            MessageId = reportId,
            ContentType = "application/cloudevents+json; charset=utf-8",
            ScheduledEnqueueTime = at,
        };
}

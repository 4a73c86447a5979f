using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Offices;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    static int reports;

    /// <summary>Mails to an address bounce from now on, or arrive again.</summary>
    public Task Bounces(string address, bool bounces = true) => MailService.BounceAsync(address, bounces);

    /// <summary>The mail service reports on a mail, as Event Grid tells it.</summary>
    /// <param name="mail">Which.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="at">When; null: now.</param>
    public Task Reports(Local.Email.Mail mail, DeliveryStatus status, DateTimeOffset? at = null) =>
        Puts(Bus.DeliveryReports, Report(mail.Id.ToString(), mail.To[0], status.ToString(), at ?? Now));

    /// <summary>A report as Event Grid writes it.</summary>
    public static string Report(string messageId, string recipient, string status, DateTimeOffset at, string reason = "550 5.1.1 No such user")
    {
        var data = JsonSerializer.Serialize(new
        {
            sender = "DoNotReply@members.example",
            recipient,
            messageId,
            status,
            deliveryStatusDetails = new { statusMessage = reason, recipientMailServerHostName = "mx.example" },
            deliveryAttemptTimestamp = at,
            internetMessageId = "<1@members.example>",
        });
        return $$"""
            {"id":"{{Interlocked.Increment(ref reports)}}","source":"/subscriptions/{{Guid.Empty}}/resourceGroups/{{new string('g', 90)}}/providers/microsoft.communication/communicationservices/{{new string('n', 63)}}",
             "subject":"sender/DoNotReply@members.example/message/{{messageId}}","data":{{data}},
             "type":"Microsoft.Communication.EmailDeliveryReportReceived","time":"{{at:O}}","specversion":"1.0"}
            """;
    }

    /// <summary>The association's system changes an office.</summary>
    public async Task Changes(Office office) =>
        (await Api.PutAsJsonAsync($"/api/offices/{office.OfficeKey}", office)).EnsureSuccessStatusCode();

    /// <summary>The summaries of the lines of a type on somebody's timeline, oldest first.</summary>
    public async Task<IReadOnlyList<string>> Lines(string memberKey, string type)
    {
        await Settle();
        return [.. (await Timeline(memberKey)).Where(line => line.GetProperty("type").GetString() == type).Select(line => line.GetProperty("summary").GetString()!).Reverse()];
    }
}

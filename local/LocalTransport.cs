using Azure.Core;
using Azure.Core.Pipeline;
using Local.Email;
using Local.Tables;

namespace Local;

/// <summary>
/// The transport of the Azure clients on one machine: a request to one of the machine's own services goes to it, by the
/// host's name; any other goes out over HTTP.
/// </summary>
public sealed class LocalTransport(LocalMachine machine) : HttpPipelineTransport
{
    readonly string tablesHost = machine.TablesEndpoint.Host;
    readonly string mailHost = machine.MailEndpoint.Host;

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => For(message.Request).Process(message);

    public override ValueTask ProcessAsync(HttpMessage message) => For(message.Request).ProcessAsync(message);

    HttpPipelineTransport For(Request request) =>
        request.Uri.Host == tablesHost ? machine.Part<TableTransport>()
        : request.Uri.Host == mailHost ? machine.Part<InboxTransport>()
        : HttpClientTransport.Shared;
}

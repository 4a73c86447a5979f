using Azure.Core;
using Azure.Core.Pipeline;
using Local.Email;
using Local.Tables;

namespace Local;

/// <summary>
/// The transport of the Azure clients on one machine: a request to one of the machine's own services goes to it, by the
/// host's name; any other goes out over HTTP.
/// </summary>
public sealed class LocalTransport(LocalEdition edition) : HttpPipelineTransport
{
    readonly string tablesHost = edition.TablesEndpoint.Host;
    readonly string mailHost = edition.MailEndpoint.Host;

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => For(message.Request).Process(message);

    public override ValueTask ProcessAsync(HttpMessage message) => For(message.Request).ProcessAsync(message);

    HttpPipelineTransport For(Request request) =>
        request.Uri.Host == tablesHost ? edition.Part<TableTransport>()
        : request.Uri.Host == mailHost ? edition.Part<InboxTransport>()
        : HttpClientTransport.Shared;
}

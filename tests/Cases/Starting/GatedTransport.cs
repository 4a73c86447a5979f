using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Local;
using Local.Host;

namespace MemberServices.Tests.Cases;

/// <summary>Takes requests to the machine's tables when it is their turn.</summary>
sealed class GatedTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public static TableServiceClient Open(LocalMachine machine)
    {
        var options = new TableClientOptions { Transport = new GatedTransport(machine.Part<LocalTransport>()) };
        options.Retry.MaxRetries = 0;
        return new TableServiceClient(machine.TablesEndpoint, new LocalCredential(), options);
    }

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message) => await Interleaving.PassAsync(
        $"{message.Request.Method} {Uri.UnescapeDataString(message.Request.Uri.PathAndQuery)}",
        async () => await inner.ProcessAsync(message));
}

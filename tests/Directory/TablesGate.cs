using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MemberServices.Tests.Directory;

/// <summary>Where a caller's calls to the tables pass.</summary>
sealed class TablesGate(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => inner.Process(message);

    public override async ValueTask ProcessAsync(HttpMessage message) => await Caller.CallAsync(
        $"{message.Request.Method} {message.Request.Uri.Path}",
        async () =>
        {
            await inner.ProcessAsync(message);
            return true;
        },
        fate => new RequestFailedException(fate == Fate.IsRefused ? 403 : 503, $"It {fate}"));
}

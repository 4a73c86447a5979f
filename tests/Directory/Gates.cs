using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Kiota.Abstractions;

namespace MemberServices.Tests.Directory;

/// <summary>Where a caller's calls to the directory pass.</summary>
sealed class GraphGate(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>What some requests are answered instead, or null.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Caller.CallAsync(
        $"{request.Method} {request.RequestUri!.AbsolutePath}",
        async () => Instead?.Invoke(request) ?? await base.SendAsync(request, cancellationToken),
        fate => fate == Fate.IsRefused ? new ApiException("Refused") { ResponseStatusCode = 403 } : new HttpRequestException($"It {fate}"));
}

/// <summary>Where a caller's calls to the tables pass.</summary>
sealed class TablesGate(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public override Azure.Core.Request CreateRequest() => inner.CreateRequest();

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

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

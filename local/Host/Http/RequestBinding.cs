using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Local.Host;

/// <summary>
/// What the Functions host tells of a request beside it: its headers as they came, each as one text, as JSON. In the
/// request itself X-Forwarded-For isn't there any more, as the host replaces it on the way to the worker.
/// </summary>
sealed class RequestBinding : BindingContext
{
    const string Forwarded = "X-Forwarded-For";

    readonly HttpRequest request;
    readonly string? forwarded;
    IReadOnlyDictionary<string, object?>? data;

    public RequestBinding(HttpRequest request)
    {
        this.request = request;
        if (request.Headers.Remove(Forwarded, out var value))
        {
            forwarded = value;
        }
    }

    public override IReadOnlyDictionary<string, object?> BindingData =>
        data ??= new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["Headers"] = JsonSerializer.Serialize(Headers()) };

    Dictionary<string, string> Headers()
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        if (forwarded is not null)
        {
            headers[Forwarded] = forwarded;
        }

        return headers;
    }
}

using System.Text.Json;
using Azure;
using Azure.Core;

namespace Local.Tables;

/// <summary>Reads the error code and message of a refusal: <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
sealed class ErrorReader : RequestFailedDetailsParser
{
    public static ErrorReader Instance { get; } = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        (error, data) = (null, null);
        if (response.ContentStream is not { CanSeek: true, Length: > 0 })
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(response.Content);
            if (!document.RootElement.TryGetProperty("odata.error", out var body))
            {
                return false;
            }

            error = new ResponseError(body.GetProperty("code").GetString(), body.GetProperty("message").GetProperty("value").GetString());
            return true;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}

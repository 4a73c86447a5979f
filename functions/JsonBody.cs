using System.Text.Json;
using System.Text.Unicode;
using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>A request's body as a JSON object, or the answer to a request that has none.</summary>
sealed record JsonBody(JsonElement Object, IActionResult? Problem)
{
    /// <summary>What any of our requests needs at most, with room to spare.</summary>
    public const int MostBytes = 64 * 1024;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static async Task<JsonBody> ReadAsync(HttpRequest request)
    {
        if (await RequestBytes.ReadAsync(request, MostBytes) is not { } bytes)
        {
            return Refused(Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large", $"Send at most {MostBytes / 1024} KB."));
        }

        var body = FieldReader.WithoutByteOrderMark(bytes);
        if (!Utf8.IsValid(body.Span))
        {
            return Refused(BrokenCharacters);
        }

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                if (HasDoubles(document.RootElement))
                {
                    return Refused(Problems.BadRequest("A member is there twice.", new ProblemError("body", "must have each member once, whatever its case")));
                }

                // Broken texts are found when they are read: here, and not by whoever reads them later.
                _ = JsonSerializer.Serialize(document.RootElement);
                return new JsonBody(document.RootElement.Clone(), null);
            }

            return Refused(Problems.BadRequest("Send a JSON object.", new ProblemError("body", "must be a JSON object")));
        }
        catch (JsonException e)
        {
            return Refused(Problems.BadRequest(
                $"The body isn't JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", new ProblemError("body", "must be JSON with each member once")));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return Refused(BrokenCharacters);
        }
    }

    /// <summary>What names the request: the header Idempotency-Key, or the member idempotencyKey; empty: nothing does.</summary>
    public string KeyOf(HttpRequest request)
    {
        var header = request.Headers["Idempotency-Key"].ToString().Trim().Trim('"');
        return header.Length > 0 ? header
            : Object.TryGetProperty("idempotencyKey", out var key) && key.ValueKind == JsonValueKind.String ? key.GetString()!.Trim()
            : "";
    }

    // Readers pass over the case of a name, so two that differ in it alone are one.
    static bool HasDoubles(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase).Any(same => same.Count() > 1)
            || json.EnumerateObject().Any(member => HasDoubles(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Any(HasDoubles),
        _ => false,
    };

    static IActionResult BrokenCharacters =>
        Problems.BadRequest("The body has broken characters.", new ProblemError("body", "must be UTF-8 with whole characters"));

    static JsonBody Refused(IActionResult problem) => new(default, problem);
}

using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Offices;

/// <summary>An office as other systems send it, or what is wrong with it.</summary>
public sealed record OfficeJson(Office? Office, IReadOnlyList<FieldError> Errors)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = false };

    /// <param name="id">The id of the address; the body may repeat it.</param>
    /// <param name="json">An object.</param>
    public static OfficeJson Read(string id, JsonElement json)
    {
        try
        {
            var sent = json.Deserialize<Office>(Options)!;
            var office = sent with { Id = sent.Id ?? id, Delegates = sent.Delegates ?? [] };
            var errors = OfficeRules.Check(office);
            return office.Id.Equals(id, StringComparison.OrdinalIgnoreCase)
                ? new OfficeJson(errors.Count == 0 ? office : null, errors)
                : new OfficeJson(null, [.. errors, new FieldError("id", "Send the id of the address, or leave it out.")]);
        }
        catch (JsonException e)
        {
            // "$.brokers[0].email" is told as "brokers[0].email".
            return new OfficeJson(null, [new FieldError(e.Path is { Length: > 2 } path ? path[2..] : "body", "Send the type that is documented for it.")]);
        }
    }
}

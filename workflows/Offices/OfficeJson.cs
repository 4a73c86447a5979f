using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Offices;

/// <summary>An office as other systems send it, or what is wrong with it.</summary>
public sealed record OfficeJson(Office? Office, IReadOnlyList<FieldError> Errors)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = false };

    /// <param name="officeKey">The key of the address; the body may repeat it.</param>
    /// <param name="json">An object.</param>
    public static OfficeJson Read(string officeKey, JsonElement json)
    {
        try
        {
            var sent = json.Deserialize<Office>(Options)!;
            var office = Canonical(sent with { OfficeKey = sent.OfficeKey ?? officeKey });
            var errors = OfficeRules.Check(office);
            return office.OfficeKey == OfficeRules.Canonical(officeKey)
                ? new OfficeJson(errors.Count == 0 ? office : null, errors)
                : new OfficeJson(null, [.. errors, new FieldError("officeKey", "Send the key of the address, or leave it out.")]);
        }
        catch (JsonException e)
        {
            // "$.brokers[0].memberEmail" is told as "brokers[0].memberEmail".
            return new OfficeJson(null, [new FieldError(e.Path is { Length: > 2 } path ? path[2..] : "body", "Send the type that is documented for it.")]);
        }
    }

    // As it was sent: anything in it can be missing.
    static Office Canonical(Office sent) => sent with
    {
        OfficeKey = OfficeRules.Canonical(sent.OfficeKey),
        OfficeBrokerKey = OfficeRules.Canonical(sent.OfficeBrokerKey),
        Brokers = sent.Brokers is { } brokers ? [.. brokers.Select(b => b is null ? b! : b with { MemberKey = OfficeRules.Canonical(b.MemberKey) })] : null!,
        Delegates = [.. (sent.Delegates ?? []).Select(d => OfficeRules.Canonical(d))],
    };
}

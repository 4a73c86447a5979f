using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>The address of whoever sent a request, for limits and as evidence.</summary>
/// <param name="trustedHops">
/// How many proxies stand before the app that may be believed: 0 where clients connect to it, 1 behind Azure's front end.
/// </param>
public sealed class ClientIp(int trustedHops)
{
    const string Setting = "Site:TrustedHops";
    const int MostHops = 9;

    /// <summary>The setting's.</summary>
    /// <exception cref="ArgumentException">It is no number of proxies.</exception>
    public static ClientIp Parse(string? setting) =>
        int.TryParse(setting ?? "0", out var hops) && hops is >= 0 and <= MostHops
            ? new ClientIp(hops)
            : throw new ArgumentException($"The setting {Setting} must be a number of proxies from 0 to {MostHops}; got '{setting}'.");

    /// <summary>
    /// The address of a run's request. The Functions host takes X-Forwarded-For from the request and leaves it in the
    /// binding data.
    /// </summary>
    public IPAddress Of(FunctionContext context)
    {
        var forwarded = trustedHops > 0 ? Forwarded(context.BindingContext.BindingData) : null;
        return Of(context.GetHttpContext()?.Connection.RemoteIpAddress, forwarded);
    }

    /// <summary>
    /// Each proxy adds at the end of X-Forwarded-For whom it was called by, so the entry of the first that we trust stands
    /// as many places from the end as we trust; what stands before it was written by the client. Without such an entry
    /// it is the connection's address.
    /// </summary>
    public IPAddress Of(IPAddress? connection, string? forwarded)
    {
        var entries = forwarded?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return Plain(
            trustedHops > 0 && entries.Length >= trustedHops && TryParse(entries[^trustedHops], out var address)
                ? address
                : connection ?? IPAddress.None);
    }

    static string? Forwarded(IReadOnlyDictionary<string, object?> data)
    {
        if (!data.TryGetValue("Headers", out var found) || found is not string headers)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(headers);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject()
                    .FirstOrDefault(header => header.Name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase))
                    .Value is { ValueKind: JsonValueKind.String } value ? value.GetString() : null
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Azure's front end writes the port as well.
    static bool TryParse(string entry, out IPAddress address)
    {
        var isEndpoint = IPEndPoint.TryParse(entry, out var endpoint);
        address = endpoint?.Address ?? IPAddress.None;
        return isEndpoint;
    }

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

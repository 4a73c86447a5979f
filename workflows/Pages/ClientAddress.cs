using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace MemberServices.Pages;

/// <summary>Who is at the other end of a request.</summary>
public static class ClientAddress
{
    /// <summary>
    /// The connection's address. Where that is this machine or the platform's own network, the request came through a
    /// proxy, and it is the last address in X-Forwarded-For that is neither: what stands before it was written by the
    /// client.
    /// </summary>
    public static IPAddress Of(HttpRequest request)
    {
        var connection = Plain(request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!IsInside(connection))
        {
            return connection;
        }

        var forwarded = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
        foreach (var entry in forwarded.Reverse())
        {
            if (TryParse(entry, out var address) && !IsInside(address))
            {
                return address;
            }
        }

        return connection;
    }

    /// <summary>What counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a line is given.</summary>
    public static string Group(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    // Azure's front end writes the port as well.
    static bool TryParse(string entry, out IPAddress address)
    {
        address = IPAddress.None;
        if (!IPAddress.TryParse(entry, out var parsed))
        {
            if (!IPEndPoint.TryParse(entry, out var end))
            {
                return false;
            }

            parsed = end.Address;
        }

        address = Plain(parsed);
        return true;
    }

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    static bool IsInside(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.None))
        {
            return true;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            : address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..]
                or [169, 254, ..] or [100, >= 64 and <= 127, ..];
    }
}

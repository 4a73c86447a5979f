using System.Net;
using System.Net.Sockets;

namespace MemberServices.Tests;

/// <summary>Ports for processes that are told theirs before they start.</summary>
static class Ports
{
    /// <summary>From here on systems hand out ports by themselves: one there could be taken by anybody's connection at any time.</summary>
    const int Ephemeral = 32_768;

    const int First = 20_000;

    /// <summary>A port that nobody listens on, and that stays free while its process is down.</summary>
    public static int Free()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                var port = Random.Shared.Next(First, Ephemeral);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
            }
        }
    }
}

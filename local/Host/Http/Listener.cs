using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Local.Host;

/// <summary>
/// Where the host listens. A port that the system chooses (0) is taken at once, so that the app is built with its
/// address.
/// </summary>
sealed class Listener : IDisposable
{
    readonly Dictionary<int, Socket> taken = [];

    /// <param name="urls">As in --urls.</param>
    public Listener(string urls)
    {
        Urls = string.Join(';', urls.Split(';').Select(WithPort));
        var first = BindingAddress.Parse(Urls.Split(';')[0]);
        var isEverywhere = first.Host is "0.0.0.0" or "[::]" or "+" or "*";
        Address = $"{first.Scheme}://{(isEverywhere ? "localhost" : first.Host)}:{first.Port}";
    }

    /// <summary>What it listens on, with ports.</summary>
    public string Urls { get; }

    /// <summary>Where a browser finds the app.</summary>
    public string Address { get; }

    /// <summary>The socket that the server listens on.</summary>
    public Socket Bind(EndPoint endpoint) =>
        endpoint is IPEndPoint { Port: var port } && taken.Remove(port, out var socket)
            ? socket
            : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);

    public void Dispose()
    {
        foreach (var socket in taken.Values)
        {
            socket.Dispose();
        }
    }

    string WithPort(string url)
    {
        var address = new Uri(url);
        if (address.Port != 0 || !IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            return url;
        }

        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(ip, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        taken.Add(port, socket);
        return new UriBuilder(address) { Port = port }.Uri.GetLeftPart(UriPartial.Authority);
    }
}

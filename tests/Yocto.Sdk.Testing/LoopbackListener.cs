using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Yocto.Sdk.Testing;

/// <summary>An HTTP server on a port of the loopback interface that was free.</summary>
internal static class LoopbackListener
{
    /// <param name="host"><c>localhost:port</c>.</param>
    public static HttpListener Start(out string host)
    {
        for (var tries = 1; ; tries++)
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                host = string.Create(CultureInfo.InvariantCulture, $"localhost:{((IPEndPoint)probe.LocalEndpoint).Port}");
            }

            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{host}/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // somebody else took it in between
            }
        }
    }
}

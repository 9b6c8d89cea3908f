using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Yocto.Sdk.Emulator;

/// <summary>A port of this machine's loopback interface that leads to one of the device.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
public sealed record PortForward(int Host, int Guest, string Protocol)
{
    /// <summary>Reads <c>8080:80</c> or <c>5353:53/udp</c>; null when it is neither.</summary>
    public static PortForward? Parse(string text)
    {
        var protocol = text.Split('/');
        var ports = protocol[0].Split(':');
        return protocol.Length <= 2 && protocol.ElementAtOrDefault(1) is null or "tcp" or "udp" && ports.Length == 2
            && Port(ports[0]) is { } host && Port(ports[1]) is { } guest
            ? new PortForward(host, guest, protocol.ElementAtOrDefault(1) ?? "tcp")
            : null;
    }

    /// <summary>The same, or from the next port on that is free here, as runqemu does.</summary>
    public PortForward OnFreePort(IReadOnlySet<int> taken)
    {
        var host = Host;
        while (taken.Contains(host) || !IsFree(host))
            host++;
        return this with { Host = host };
    }

    public override string ToString() => $"127.0.0.1:{Host} -> {Guest}/{Protocol}";

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    private bool IsFree(int port)
    {
        try
        {
            using var socket = Protocol == "udp"
                ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

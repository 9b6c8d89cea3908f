using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Yocto.Sdk.Testing;

/// <summary>Serves the files of a folder by HTTP on the loopback interface, which a device in QEMU calls 10.0.2.2.</summary>
public sealed class LoopbackFiles : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _folder;

    public LoopbackFiles(string folder)
    {
        _folder = folder;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            var request = await reader.ReadLineAsync() ?? "";
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            var file = Path.Combine(_folder, Path.GetFileName(request.Split(' ')[1]));
            if (!File.Exists(file))
            {
                await stream.WriteAsync("HTTP/1.0 404 Not Found\r\n\r\n"u8.ToArray());
                return;
            }

            await using var content = File.OpenRead(file);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"HTTP/1.0 200 OK\r\nContent-Length: {content.Length}\r\n\r\n")));
            await content.CopyToAsync(stream);
        }
        catch (IOException)
        {
            // the device was switched off
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Yocto.Sdk.Tests.Git;

/// <summary>git's own server on the loopback interface, which resets its first connections.</summary>
internal sealed class GitServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _folder;
    private readonly int _bytes;
    private int _resets;

    /// <param name="resets">How many connections are reset.</param>
    /// <param name="bytes">How much of the answer comes before.</param>
    public GitServer(string folder, int resets, int bytes)
    {
        (_folder, _resets, _bytes) = (folder, resets, bytes);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"git://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(), Interlocked.Decrement(ref _resets) >= 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task AnswerAsync(TcpClient client, bool reset)
    {
        using var connection = client;
        using var git = Process.Start(new ProcessStartInfo("git", ["daemon", "--inetd", "--export-all", $"--base-path={_folder}", _folder])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        try
        {
            var stream = connection.GetStream();
            _ = ForwardAsync(stream, git);
            if (!reset)
            {
                await git.StandardOutput.BaseStream.CopyToAsync(stream);
                return;
            }

            var answer = new byte[_bytes];
            for (var (left, read) = (_bytes, 1); left > 0 && read > 0; left -= read)
            {
                read = await git.StandardOutput.BaseStream.ReadAsync(answer.AsMemory(0, left));
                await stream.WriteAsync(answer.AsMemory(0, read));
            }

            await Task.Delay(50);
            connection.LingerState = new LingerOption(true, 0);
        }
        catch (IOException)
        {
            // the client has gone
        }
        finally
        {
            git.Kill();
        }
    }

    // git's server ends when its input does
    private static async Task ForwardAsync(NetworkStream stream, Process git)
    {
        try
        {
            await stream.CopyToAsync(git.StandardInput.BaseStream);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the client has gone
        }

        git.StandardInput.Close();
    }
}

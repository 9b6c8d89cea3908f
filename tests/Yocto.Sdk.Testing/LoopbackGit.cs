using System.Globalization;
using System.Net;
using System.Text;
using CliWrap;

namespace Yocto.Sdk.Testing;

/// <summary>Serves the repositories of a folder by HTTP on the loopback interface, through git's own <c>http-backend</c>, to whom knows the login.</summary>
public sealed class LoopbackGit : IDisposable
{
    private readonly HttpListener _listener;
    private readonly string _folder;
    private readonly string _authorization;

    public LoopbackGit(string folder, string user, string password)
    {
        _folder = folder;
        _authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
        _listener = LoopbackListener.Start(out var host);
        Host = host;
        _ = ServeAsync();
    }

    /// <summary><c>localhost:port</c>.</summary>
    public string Host { get; }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                await AnswerAsync(context.Request, context.Response);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        if (request.Headers["Authorization"] != _authorization)
        {
            response.AddHeader("WWW-Authenticate", "Basic realm=\"test\"");
            response.StatusCode = 401;
            response.Close();
            return;
        }

        using var answer = new MemoryStream();
        await Cli.Wrap("git").WithArguments("http-backend")
            .WithEnvironmentVariables(e => e
                .Set("GIT_PROJECT_ROOT", _folder).Set("GIT_HTTP_EXPORT_ALL", "1").Set("REMOTE_ADDR", "127.0.0.1")
                .Set("REQUEST_METHOD", request.HttpMethod).Set("PATH_INFO", request.Url!.AbsolutePath).Set("QUERY_STRING", request.Url.Query.TrimStart('?'))
                .Set("CONTENT_TYPE", request.ContentType).Set("HTTP_CONTENT_ENCODING", request.Headers["Content-Encoding"])
                .Set("GIT_PROTOCOL", request.Headers["Git-Protocol"]).Set("GIT_HTTP_PROXY_REQUEST", null))
            .WithStandardInputPipe(PipeSource.FromStream(request.InputStream))
            .WithStandardOutputPipe(PipeTarget.ToStream(answer))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();

        var content = answer.ToArray();
        var end = content.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(content, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status")
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else
                response.AddHeader(name, value);
        }

        await response.OutputStream.WriteAsync(content.AsMemory(end + 4));
        response.Close();
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Yocto.Sdk.Testing.Containers;

/// <summary>A registry of the test's own on this machine, which serves an OCI layout as one repository.</summary>
public sealed class LoopbackRegistry : IDisposable
{
    private readonly HttpListener _listener;
    private readonly OciLayout _layout;
    private readonly string _repository;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Dictionary<string, string> _tags = new();

    public LoopbackRegistry(OciLayout layout, string repository)
    {
        (_layout, _repository) = (layout, repository);
        _listener = LoopbackListener.Start(out var host);
        Host = host;
        _ = ServeAsync();
    }

    /// <summary><c>localhost:port</c>.</summary>
    public string Host { get; }

    public string Repository => $"{Host}/{_repository}";

    /// <summary>User and password that it asks for, by a token of its own; null lets everybody in.</summary>
    public (string User, string Password)? Login { get; set; }

    /// <summary>How many of the next answers break off in the middle.</summary>
    public int Broken { get; set; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Pace { get; set; }

    /// <summary>What was asked so far, for example <c>GET manifests/latest</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The digest of a tag.</summary>
    public string this[string tag] => _tags[tag];

    public LoopbackRegistry Tag(string tag, string digest)
    {
        _tags[tag] = digest;
        return this;
    }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context.Request, context.Response);
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
            {
                // the client went away
            }
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var path = request.Url!.AbsolutePath;
        if (path == "/token")
        {
            _requests.Enqueue($"{request.HttpMethod} token");
            var right = Login is { } login && request.Headers["Authorization"] == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}"))}";
            await SendAsync(request, response, right ? 200 : 401, "application/json", """{"token":"let-me-in"}"""u8.ToArray());
            return;
        }

        if (Login is not null && request.Headers["Authorization"] != "Bearer let-me-in")
        {
            response.AddHeader("WWW-Authenticate", $"Bearer realm=\"http://{Host}/token\",service=\"test\",scope=\"repository:{_repository}:pull\"");
            await SendAsync(request, response, 401, "application/json", "{}"u8.ToArray());
            return;
        }

        if (path == "/v2/")
        {
            await SendAsync(request, response, 200, "application/json", "{}"u8.ToArray());
            return;
        }

        var prefix = $"/v2/{_repository}/";
        var asked = path.StartsWith(prefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(path[prefix.Length..]) : "";
        _requests.Enqueue($"{request.HttpMethod} {asked}");
        var name = asked[(asked.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var digest = _tags.GetValueOrDefault(name, name);
        if (!digest.StartsWith("sha256:", StringComparison.Ordinal) || !File.Exists(_layout[digest]))
        {
            await SendAsync(request, response, 404, "application/json", "{}"u8.ToArray());
            return;
        }

        var content = await File.ReadAllBytesAsync(_layout[digest]);
        response.AddHeader("Docker-Content-Digest", digest);
        await SendAsync(request, response, 200,
            asked.StartsWith("manifests/", StringComparison.Ordinal) ? MediaTypeOf(content) : "application/octet-stream", content);
    }

    private async Task SendAsync(HttpListenerRequest request, HttpListenerResponse response, int status, string type, byte[] content)
    {
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength64 = content.Length;
        if (request.HttpMethod == "HEAD")
        {
            response.Close();
        }
        else if (status == 200 && Broken > 0)
        {
            Broken--;
            await response.OutputStream.WriteAsync(content.AsMemory(0, content.Length / 2));
            response.Abort();
        }
        else
        {
            var half = content.Length / 2;
            await response.OutputStream.WriteAsync(content.AsMemory(0, half));
            await Task.Delay(Pace);
            await response.OutputStream.WriteAsync(content.AsMemory(half));
            response.Close();
        }
    }

    private static string MediaTypeOf(byte[] manifest) =>
        (string?)System.Text.Json.Nodes.JsonNode.Parse(manifest)!["mediaType"] ?? OciLayout.Manifest;
}

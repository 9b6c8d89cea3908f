using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>A repository of a registry, by the OCI distribution specification: what a pull needs of it.</summary>
public sealed class Registry(HttpClient http, string host, string repository, RegistryCredentials credentials)
{
    private const int Tries = 3;

    // what the engines accept of a manifest, in bytes
    private const long LargestManifest = 4 << 20;

    // a registry that sends nothing for that long is not going to
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static readonly string[] _manifests =
        [OciMediaTypes.Index, OciMediaTypes.Manifest, OciMediaTypes.DockerIndex, OciMediaTypes.DockerManifest];

    private readonly RegistryToken _token = new(http, host, repository, credentials);

    /// <summary>The digest that a tag has now; null when there is no such tag.</summary>
    public async Task<string?> DigestOfAsync(string tag, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Head, $"manifests/{tag}", _manifests, cancellation);
        return answer.IsSuccessStatusCode && answer.Headers.TryGetValues("Docker-Content-Digest", out var digests)
            ? digests.FirstOrDefault()
            : null;
    }

    /// <summary>Writes a manifest to a file.</summary>
    public Task DownloadManifestAsync(string digest, string file, CancellationToken cancellation) =>
        DownloadAsync($"manifests/{digest}", _manifests, digest, LargestManifest, file, cancellation);

    /// <summary>Writes a blob to a file; one that goes on after its size is damaged.</summary>
    public Task DownloadBlobAsync(OciDescriptor blob, string file, CancellationToken cancellation) =>
        DownloadAsync($"blobs/{blob.Digest}", [], blob.Digest, blob.Size, file, cancellation);

    private async Task DownloadAsync(
        string path, IReadOnlyList<string> accept, string digest, long largest, string file, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var answer = await SendAsync(HttpMethod.Get, path, accept, cancellation);
                if (answer.StatusCode == HttpStatusCode.NotFound)
                    throw new RegistryException(RegistryFailure.NotFound, $"It has no {digest} in {repository}.");
                if (!answer.IsSuccessStatusCode)
                    throw Failure(answer);
                await SaveAsync(answer.Content, digest, largest, file, cancellation);
                return;
            }
            catch (Exception e) when (attempt < Tries && IsPassing(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt * attempt), cancellation);
            }
        }
    }

    private static bool IsPassing(Exception e) =>
        e is RegistryException { Failure: RegistryFailure.Unreachable or RegistryFailure.Damaged };

    private static async Task SaveAsync(HttpContent content, string digest, long largest, string file, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellation);
            await using var target = File.Create(file);
            var block = new byte[1 << 17];
            for (long total = 0; ;)
            {
                patience.CancelAfter(_patience);
                var read = await ReadAsync(body, block, patience.Token);
                if (read == 0)
                    break;
                total += read;
                if (total > largest)
                    throw new RegistryException(RegistryFailure.Damaged, $"It sends more for {digest} than the {largest} bytes that it may have.");
                hash.AppendData(block, 0, read);
                await target.WriteAsync(block.AsMemory(0, read), cancellation);
            }

            // the name that it gets next must not outlive a power cut without it
            target.Flush(flushToDisk: true);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new RegistryException(RegistryFailure.Unreachable, "The connection broke off.", e);
        }

        var actual = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        if (actual != digest)
            throw new RegistryException(RegistryFailure.Damaged, $"It answered the request for {digest} with {actual}.");
    }

    /// <summary>An error of the file is another matter than one of the connection, and both are IOExceptions.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] block, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(block, cancellation);
        }
        catch (IOException e)
        {
            throw new RegistryException(RegistryFailure.Unreachable, $"{e.Message.TrimEnd('.')}.", e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, IReadOnlyList<string> accept, CancellationToken cancellation)
    {
        try
        {
            var answer = await SendOnceAsync();
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                return answer;
            using (answer)
            {
                if (!await _token.RenewAsync(answer.Headers.WwwAuthenticate, cancellation))
                    throw Failure(answer);
            }

            var second = await SendOnceAsync();
            return second.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? throw Failure(second) : second;
        }
        catch (HttpRequestException e)
        {
            throw new RegistryException(RegistryFailure.Unreachable, $"{(e.InnerException ?? e).Message.TrimEnd('.')}.", e);
        }
        catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new RegistryException(RegistryFailure.Unreachable, "It did not answer in time.", e);
        }

        async Task<HttpResponseMessage> SendOnceAsync()
        {
            using var request = new HttpRequestMessage(method, new Uri(RegistryAddress.Of(host), $"v2/{repository}/{path}"));
            request.Headers.Authorization = _token.Authorization;
            foreach (var type in accept)
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
    }

    private static RegistryException Failure(HttpResponseMessage answer) => new(
        answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? RegistryFailure.Refused : RegistryFailure.Unreachable,
        $"It answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>A repository of a registry, by the OCI distribution specification: what a pull needs of it.</summary>
public sealed class Registry(HttpClient http, string host, string repository, RegistryCredentials credentials)
{
    private const int Tries = 3;

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
        DownloadAsync($"manifests/{digest}", _manifests, digest, file, cancellation);

    public Task DownloadBlobAsync(string digest, string file, CancellationToken cancellation) =>
        DownloadAsync($"blobs/{digest}", [], digest, file, cancellation);

    private async Task DownloadAsync(
        string path, IReadOnlyList<string> accept, string digest, string file, CancellationToken cancellation)
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
                await SaveAsync(answer.Content, digest, file, cancellation);
                return;
            }
            catch (Exception e) when (attempt < Tries && IsPassing(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt * attempt), cancellation);
            }
            catch (IOException e) when (e is HttpIOException)
            {
                throw new RegistryException(RegistryFailure.Unreachable, $"{e.Message.TrimEnd('.')}.", e);
            }
        }
    }

    private static bool IsPassing(Exception e) =>
        e is HttpIOException or RegistryException { Failure: RegistryFailure.Unreachable or RegistryFailure.Damaged };

    private static async Task SaveAsync(HttpContent content, string digest, string file, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellation);
            await using var target = File.Create(file);
            var block = new byte[1 << 17];
            while (true)
            {
                patience.CancelAfter(_patience);
                var read = await body.ReadAsync(block, patience.Token);
                if (read == 0)
                    break;
                hash.AppendData(block, 0, read);
                await target.WriteAsync(block.AsMemory(0, read), cancellation);
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new RegistryException(RegistryFailure.Unreachable, "The connection broke off.", e);
        }

        var actual = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        if (actual != digest)
            throw new RegistryException(RegistryFailure.Damaged, $"It answered the request for {digest} with {actual}.");
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

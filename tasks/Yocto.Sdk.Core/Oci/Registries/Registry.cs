using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>A repository of a registry, by the OCI distribution specification: what a pull needs of it.</summary>
/// <param name="status">Told of a wait.</param>
internal sealed class Registry(
    HttpClient http, string host, string repository, RegistryCredentials credentials, TimeProvider time, Action<string> status)
{
    // in a row, each without much of a blob
    private const int Tries = 5;

    // what an earlier build left can be at fault once
    private const int TriesOfDamaged = 2;

    // in bytes: a try that brought that much is none of a row
    private const long Progress = 1 << 20;

    // what the engines accept of a manifest, in bytes
    private const long LargestManifest = 4 << 20;

    // a registry that sends nothing for that long is not going to
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static readonly string[] _manifests =
        [OciMediaTypes.Index, OciMediaTypes.Manifest, OciMediaTypes.DockerIndex, OciMediaTypes.DockerManifest];

    private readonly RegistryToken _token = new(http, host, repository, credentials, time);

    /// <summary>The digest that a tag has now; null when there is no such tag.</summary>
    public async Task<string?> DigestOfAsync(string tag, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Head, $"manifests/{tag}", _manifests, 0, cancellation);
        return answer.IsSuccessStatusCode && answer.Headers.TryGetValues("Docker-Content-Digest", out var digests)
            ? digests.FirstOrDefault(OciDescriptor.IsDigest)
            : null;
    }

    /// <summary>Writes a manifest to a file.</summary>
    public async Task DownloadManifestAsync(string digest, string file, CancellationToken cancellation)
    {
        await using var target = File.Create(file);
        await DownloadAsync($"manifests/{digest}", _manifests, digest, LargestManifest, target, cancellation);
    }

    /// <summary>Writes a blob to a file, and goes on with what an earlier try left there.</summary>
    public async Task DownloadBlobAsync(OciDescriptor blob, string file, CancellationToken cancellation)
    {
        await using var target = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await DownloadAsync($"blobs/{blob.Digest}", [], blob.Digest, blob.Size, target, cancellation);
    }

    private async Task DownloadAsync(
        string path, IReadOnlyList<string> accept, string digest, long largest, FileStream target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ContinueAsync(target, hash, largest, cancellation);
        for (int failures = 0, damaged = 0; ;)
        {
            var before = target.Length;
            try
            {
                if (before < largest || largest == 0)
                    await FetchAsync(path, accept, digest, largest, target, hash, cancellation);
                var actual = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
                if (actual != digest)
                    throw new RegistryException(RegistryFailure.Damaged, $"It answered the request for {digest} with {actual}.");
                // the name that it gets next must not outlive a power cut without it
                target.Flush(flushToDisk: true);
                return;
            }
            catch (RegistryException e) when (e.IsPassing)
            {
                failures = target.Length - before >= Progress ? 1 : failures + 1;
                if (failures == Tries || (e.Failure == RegistryFailure.Damaged && ++damaged == TriesOfDamaged))
                    throw;
                if (e.Failure == RegistryFailure.Damaged)
                    Restart(target, hash);
                var wait = e.Wait ?? TimeSpan.FromSeconds(1 << (failures - 1));
                status(string.Create(CultureInfo.InvariantCulture, $"Asking {host} again in {Math.Ceiling(wait.TotalSeconds)} s: {e.Message}"));
                await Task.Delay(wait, time, cancellation);
            }
        }
    }

    /// <summary>Takes what an earlier try left, unless it is too much.</summary>
    private static async Task ContinueAsync(FileStream target, IncrementalHash hash, long largest, CancellationToken cancellation)
    {
        if (target.Length > largest)
            target.SetLength(0);
        var block = new byte[1 << 17];
        for (int read; (read = await target.ReadAsync(block, cancellation)) > 0;)
            hash.AppendData(block, 0, read);
    }

    private static void Restart(FileStream target, IncrementalHash hash)
    {
        target.SetLength(0);
        hash.GetHashAndReset();
    }

    /// <summary>Appends what is missing.</summary>
    private async Task FetchAsync(
        string path, IReadOnlyList<string> accept, string digest, long largest, FileStream target, IncrementalHash hash, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, accept, target.Length, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            throw new RegistryException(RegistryFailure.NotFound, $"It has no {digest} in {repository}.");
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new RegistryException(RegistryFailure.Damaged, $"It has no more of {digest} than {target.Length} bytes.");
        if (!answer.IsSuccessStatusCode)
            throw RegistryException.Of(answer, time);
        // not every server goes on in the middle
        if (answer.StatusCode != HttpStatusCode.PartialContent || answer.Content.Headers.ContentRange?.From != target.Length)
            Restart(target, hash);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var block = new byte[1 << 17];
            while (true)
            {
                patience.CancelAfter(_patience);
                var read = await ReadAsync(body, block, patience.Token);
                if (read == 0)
                    return;
                if (target.Length + read > largest)
                    throw new RegistryException(RegistryFailure.Damaged, $"It sends more for {digest} than the {largest} bytes that it may have.");
                hash.AppendData(block, 0, read);
                await target.WriteAsync(block.AsMemory(0, read), cancellation);
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new RegistryException(RegistryFailure.Unreachable, "The connection broke off.", e);
        }
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

    /// <param name="from">The byte to begin with.</param>
    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, IReadOnlyList<string> accept, long from, CancellationToken cancellation)
    {
        try
        {
            var answer = await SendOnceAsync();
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                return answer;
            using (answer)
            {
                if (!await _token.RenewAsync(answer.Headers.WwwAuthenticate, cancellation))
                    throw RegistryException.Of(answer, time);
            }

            return await SendOnceAsync();
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
            if (from > 0)
                request.Headers.Range = new RangeHeaderValue(from, null);
            foreach (var type in accept)
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
    }
}

using System.Text.Json;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>Images of registries: what has been fetched once comes from the cache, without a network.</summary>
internal sealed class RegistryImages(
    HttpClient http, RegistryCredentials credentials, BlobCache cache, Action<string> status, TimeProvider? time = null)
{
    // as many as the engines fetch at a time
    private const int Parallel = 6;

    /// <summary>With the user's logins and cache.</summary>
    /// <param name="cacheDirectory">Of all that a build fetches; absolute.</param>
    public static RegistryImages OfUser(HttpClient http, string cacheDirectory, Action<string> status) =>
        new(http, RegistryCredentials.OfUser(), new BlobCache(Path.Combine(cacheDirectory, "containers")), status);

    /// <param name="reference">With a digest.</param>
    /// <exception cref="RegistryException">The registry does not give it.</exception>
    /// <exception cref="ImageUnusableException">It is not for that machine.</exception>
    public async Task<ContainerImage> FetchAsync(ImageReference reference, ImagePlatform machine, CancellationToken cancellation)
    {
        var registry = RegistryOf(reference);
        var told = false;
        try
        {
            var manifest = await ManifestAsync(reference.Digest!);
            if (ContainerImage.IndexOf(manifest) is { } manifests)
            {
                var chosen = PlatformChoice.Of(manifests, machine) ?? throw new ImageUnusableException(
                    $"it has no image for {machine}, only for {PlatformChoice.Names(manifests)}");
                manifest = await ManifestAsync(chosen.Digest);
            }

            var image = new ContainerImage(ContainerImage.ToOci(manifest), reference.Name, d => cache.PathOf(d.Digest));
            await System.Threading.Tasks.Parallel.ForEachAsync(
                image.Layers.Append(image.Config).DistinctBy(b => b.Digest),
                new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
                async (blob, token) =>
                {
                    if (File.Exists(cache.PathOf(blob.Digest)) && new FileInfo(cache.PathOf(blob.Digest)).Length != blob.Size)
                        cache.Discard(blob.Digest);
                    await GetAsync(blob.Digest, file => registry.DownloadBlobAsync(blob, file, token));
                });
            return image;
        }
        catch (JsonException e)
        {
            throw new ImageUnusableException($"its metadata can't be read: {e.Message}", e);
        }

        // what the digest names decides about everything else: the cache's word for it is not enough
        async Task<byte[]> ManifestAsync(string digest)
        {
            var manifest = await ReadAsync();
            if (ContainerImage.DigestOf(manifest) == digest)
                return manifest;
            cache.Discard(digest);
            return await ReadAsync();

            async Task<byte[]> ReadAsync() => await File.ReadAllBytesAsync(
                await GetAsync(digest, file => registry.DownloadManifestAsync(digest, file, cancellation)), cancellation);
        }

        Task<string> GetAsync(string digest, Func<string, Task> download) => cache.GetAsync(digest, async file =>
        {
            if (!Interlocked.Exchange(ref told, true))
                status($"Fetching {reference}");
            await download(file);
        }, holder => status($"Waiting for {holder}, which fetches {reference}"), cancellation);
    }

    /// <summary>The digest that the tag has now; null when the registry can't be asked.</summary>
    public async Task<string?> DigestOfAsync(ImageReference reference, CancellationToken cancellation)
    {
        try
        {
            return await RegistryOf(reference).DigestOfAsync(reference.Tag ?? "latest", cancellation);
        }
        catch (RegistryException)
        {
            return null;
        }
    }

    private Registry RegistryOf(ImageReference reference) =>
        new(http, reference.Registry, reference.Repository, credentials, time ?? TimeProvider.System, status);
}

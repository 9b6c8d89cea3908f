using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>What registries gave, by digest: <c>containers/blobs/sha256/…</c> of the cache that all projects share.</summary>
/// <param name="folder">Absolute.</param>
internal sealed class BlobCache(string folder)
{
    /// <exception cref="ImageUnusableException">The digest is none that can be checked, or that is safe as a path.</exception>
    public string PathOf(string digest) => OciDescriptor.IsDigest(digest)
        ? Path.Combine(folder, "blobs", digest.Replace(':', '/'))
        : throw OciDescriptor.UnknownDigest(digest);

    /// <summary>The blob's file; downloaded and verified when it is not there yet.</summary>
    /// <param name="download">Writes it to the given file.</param>
    /// <param name="onWait">Called with who is fetching it already.</param>
    public async Task<string> GetAsync(
        string digest, Func<string, Task> download, Action<string> onWait, CancellationToken cancellation)
    {
        var file = PathOf(digest);
        if (File.Exists(file))
            return file;
        CacheFolder.Make(folder);
        using var only = await FileLock.AcquireAsync($"{file}.lock", onWait, cancellation);
        if (File.Exists(file))
            return file;
        var part = $"{file}.part";
        try
        {
            await download(part);
            File.Move(part, file);
        }
        catch (RegistryException e) when (e.Failure != RegistryFailure.Unreachable)
        {
            // the next try goes on with what a broken connection left, but not with this
            File.Delete(part);
            throw;
        }

        return file;
    }

    /// <summary>Removes a blob that proved damaged; the next one who asks fetches it.</summary>
    public void Discard(string digest) => File.Delete(PathOf(digest));
}

using System.Formats.Tar;
using System.Text.Json;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>
/// Writes an image as an archive that every engine loads under its name: an OCI archive, with the <c>manifest.json</c> by which
/// Docker before 25 finds it. The same image gives the same bytes.
/// </summary>
internal static class ImageArchiveWriter
{
    /// <exception cref="ImageUnusableException">A blob is not what the manifest describes.</exception>
    public static Task WriteAsync(ContainerImage image, string name, string file, CancellationToken cancellation) =>
        WholeFile.WriteAsync(file, async stream =>
        {
            await using var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
            await AddAsync(tar, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(), cancellation);
            await AddAsync(tar, "index.json", Index(image, name), cancellation);
            await AddAsync(tar, "manifest.json", DockerManifest(image, name), cancellation);
            await AddAsync(tar, PathOf(image.Digest), image.Manifest, cancellation);
            foreach (var blob in image.Layers.Append(image.Config).DistinctBy(b => b.Digest))
                await AddAsync(tar, blob, image.FileOf(blob), cancellation);
        });

    private static string PathOf(string digest) => $"blobs/{digest.Replace(':', '/')}";

    private static byte[] Index(ContainerImage image, string name) => JsonSerializer.SerializeToUtf8Bytes(
        new OciIndex(2, OciMediaTypes.Index,
        [
            new OciDescriptor(OciMediaTypes.Manifest, image.Digest, image.Manifest.Length,
                Annotations: new Dictionary<string, string> { [OciAnnotations.ReferenceName] = name }),
        ]), OciJson.Default.OciIndex);

    private static byte[] DockerManifest(ContainerImage image, string name) => JsonSerializer.SerializeToUtf8Bytes(
        [new DockerArchiveEntry(PathOf(image.Config.Digest), [name], [.. image.Layers.Select(l => PathOf(l.Digest))])],
        OciJson.Default.DockerArchiveEntryArray);

    private static async Task AddAsync(TarWriter tar, string path, byte[] content, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content);
        await tar.WriteEntryAsync(Entry(path, stream), cancellation);
    }

    private static async Task AddAsync(TarWriter tar, OciDescriptor blob, string file, CancellationToken cancellation)
    {
        await using var stream = OpenBlob(blob, file);
        if (stream.Length != blob.Size)
            throw new ImageUnusableException($"its blob {blob.Digest} has {stream.Length} bytes instead of {blob.Size}");
        if (await Sha256.OfAsync(stream, cancellation) != blob.Hex)
            throw new ImageUnusableException($"its blob {blob.Digest} is damaged");
        stream.Position = 0;
        await tar.WriteEntryAsync(Entry(PathOf(blob.Digest), stream), cancellation);
    }

    private static FileStream OpenBlob(OciDescriptor blob, string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageUnusableException($"its blob {blob.Digest} is missing", e);
        }
    }

    private static UstarTarEntry Entry(string path, Stream content) => new(TarEntryType.RegularFile, path)
    {
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        ModificationTime = DateTimeOffset.UnixEpoch,
        DataStream = content,
    };
}

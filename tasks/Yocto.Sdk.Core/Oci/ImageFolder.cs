using System.Text.Json;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>A folder with one image: an OCI image layout, or an unpacked <c>docker save</c>.</summary>
/// <param name="folder">Absolute.</param>
internal sealed class ImageFolder(string folder)
{
    // an image of several platforms has one, an attestation or an image of images one more
    private const int DeepestIndex = 8;
    private const int MostManifests = 10_000;

    private int _manifests;

    /// <exception cref="ImageUnusableException">There is no such image; the message has the reason.</exception>
    public async Task<ContainerImage> ReadAsync(ImagePlatform machine, CancellationToken cancellation)
    {
        try
        {
            if (File.Exists(PathOf("index.json")))
                return ReadLayout(machine);
            if (File.Exists(PathOf("manifest.json")))
                return await ReadDockerArchiveAsync(cancellation);
        }
        catch (JsonException e)
        {
            throw new ImageUnusableException($"its metadata can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageUnusableException($"a file is missing or can't be read: {e.Message.TrimEnd('.')}", e);
        }

        throw new ImageUnusableException("it has neither an index.json (OCI) nor a manifest.json (docker save)");
    }

    private ContainerImage ReadLayout(ImagePlatform machine)
    {
        var index = JsonSerializer.Deserialize(SmallFile.ReadBytes(PathOf("index.json")), OciJson.Default.OciIndex);
        var named = OciDescriptor.Check(index?.Manifests ?? []);
        var names = named.Select(NameOf).OfType<string>().Distinct().ToList();
        if (names.Count > 1)
            throw new ImageUnusableException($"it contains several images: {string.Join(", ", names)}. Save each to its own archive");
        var manifests = named.SelectMany(d => Flatten(d, 0)).ToList();
        // an index with a single manifest often has no platform: its configuration has it
        var chosen = manifests.Count == 1 ? manifests[0] : PlatformChoice.Of(manifests, machine);
        return chosen is null
            ? throw new ImageUnusableException($"it has no image for {machine}, only for {PlatformChoice.Names(manifests)}")
            : new ContainerImage(ContainerImage.ToOci(SmallFile.ReadBytes(BlobOf(chosen))), names.FirstOrDefault(), BlobOf);
    }

    private IEnumerable<OciDescriptor> Flatten(OciDescriptor descriptor, int depth)
    {
        if (++_manifests > MostManifests)
            throw new ImageUnusableException($"it has more than {MostManifests} manifests");
        if (!descriptor.IsIndex)
            return [descriptor];
        if (depth == DeepestIndex)
            throw new ImageUnusableException($"its indexes lie more than {DeepestIndex} deep in each other");
        return (ContainerImage.IndexOf(SmallFile.ReadBytes(BlobOf(descriptor))) ?? []).SelectMany(d => Flatten(d, depth + 1));
    }

    private static string? NameOf(OciDescriptor descriptor)
    {
        var containerd = descriptor.Annotations?.GetValueOrDefault(OciAnnotations.ContainerdName);
        var name = descriptor.Annotations?.GetValueOrDefault(OciAnnotations.ReferenceName);
        // a bare tag is no name
        return containerd ?? (name is not null && (name.Contains('/') || name.Contains(':')) ? name : null);
    }

    private async Task<ContainerImage> ReadDockerArchiveAsync(CancellationToken cancellation)
    {
        var entries = JsonSerializer.Deserialize(SmallFile.ReadBytes(PathOf("manifest.json")), OciJson.Default.DockerArchiveEntryArray) ?? [];
        if (entries is not [var entry])
            throw new ImageUnusableException($"it contains {entries.Length} images. Save each to its own archive");
        if (entry is not { Config: not null, Layers: not null } || entry.Layers.Contains(null!))
            throw new JsonException("manifest.json has no configuration or no layers");
        var files = new Dictionary<string, string>();
        var config = await DescribeAsync(entry.Config, OciMediaTypes.Configuration, files, cancellation);
        var layers = new List<OciDescriptor>();
        foreach (var layer in entry.Layers)
            layers.Add(await DescribeAsync(layer, IsGzip(PathOf(layer)) ? OciMediaTypes.GzipLayer : OciMediaTypes.Layer, files, cancellation));
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new OciManifest(2, OciMediaTypes.Manifest, config, layers), OciJson.Default.OciManifest);
        return new ContainerImage(manifest, entry.RepoTags is [var name, ..] ? name : null, d => files[d.Digest]);
    }

    private async Task<OciDescriptor> DescribeAsync(
        string path, string mediaType, Dictionary<string, string> files, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(PathOf(path));
        var digest = $"sha256:{await Sha256.OfAsync(stream, cancellation)}";
        files[digest] = PathOf(path);
        return new OciDescriptor(mediaType, digest, stream.Length);
    }

    private static bool IsGzip(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
    }

    private string BlobOf(OciDescriptor descriptor) =>
        PathOf($"blobs/{descriptor.Digest.Replace(':', '/')}");

    // what the image's own metadata names stays within it, also by links
    private string PathOf(string path)
    {
        var full = path.Contains('\0') ? folder : Path.GetFullPath(Path.Combine(folder, path));
        return FolderPath.Contains(folder, full) && (FolderPath.Holds(folder, full) || !Path.Exists(full))
            ? full
            : throw new ImageUnusableException($"it refers to a file outside of it: {path}");
    }
}

/// <summary>An image can't be used; the message goes on after "the image …, because".</summary>
internal sealed class ImageUnusableException(string reason, Exception? cause = null) : Exception(reason, cause);

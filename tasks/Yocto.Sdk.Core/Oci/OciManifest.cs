using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Oci;

/// <summary>An image manifest, OCI's or Docker's schema 2: they differ in the names of their media types only.</summary>
internal sealed record OciManifest(int SchemaVersion, string? MediaType, OciDescriptor? Config, IReadOnlyList<OciDescriptor>? Layers);

/// <summary>An image index, Docker's "manifest list".</summary>
internal sealed record OciIndex(int SchemaVersion, string? MediaType, IReadOnlyList<OciDescriptor>? Manifests);

/// <summary>A blob and what it is.</summary>
internal sealed partial record OciDescriptor(
    string MediaType, string Digest, long Size, OciPlatform? Platform = null, IReadOnlyDictionary<string, string>? Annotations = null)
{
    [JsonIgnore]
    public bool IsIndex => MediaType is OciMediaTypes.Index or OciMediaTypes.DockerIndex;

    /// <summary>The digits of the digest, which are the blob's name in a layout.</summary>
    [JsonIgnore]
    public string Hex => Digest[(Digest.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether it is one that can be checked, and that is safe as a path.</summary>
    public static bool IsDigest(string digest) => Sha256Digest().IsMatch(digest);

    /// <exception cref="ImageUnusableException">One of them is none, or describes nothing that can be had.</exception>
    public static IReadOnlyList<OciDescriptor> Check(IReadOnlyList<OciDescriptor?> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor is not { MediaType: not null, Digest: not null, Size: >= 0 })
                throw new ImageUnusableException("its metadata describes a blob without a media type, a digest or a size");
            if (!IsDigest(descriptor.Digest))
                throw UnknownDigest(descriptor.Digest);
        }

        return descriptors!;
    }

    public static ImageUnusableException UnknownDigest(string digest) =>
        new($"the digest '{digest}' of one of its blobs is not supported, only SHA-256 is");

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z")]
    private static partial Regex Sha256Digest();
}

internal sealed record OciPlatform(string? Os, string? Architecture, string? Variant = null);

/// <summary>The part of an image's configuration with its platform.</summary>
internal sealed record OciConfiguration(string? Os, string? Architecture, string? Variant);

/// <summary><c>manifest.json</c> of what <c>docker save</c> writes: one entry an image.</summary>
internal sealed record DockerArchiveEntry(
    [property: JsonPropertyName("Config")] string Config,
    [property: JsonPropertyName("RepoTags")] IReadOnlyList<string>? RepoTags,
    [property: JsonPropertyName("Layers")] IReadOnlyList<string> Layers);

internal static class OciMediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Configuration = "application/vnd.oci.image.config.v1+json";
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";
    public const string GzipLayer = Layer + "+gzip";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>OCI's name of what Docker calls otherwise.</summary>
    public static string OfOci(string mediaType) => mediaType switch
    {
        DockerManifest => Manifest,
        DockerIndex => Index,
        "application/vnd.docker.container.image.v1+json" => Configuration,
        "application/vnd.docker.image.rootfs.diff.tar" => Layer,
        "application/vnd.docker.image.rootfs.diff.tar.gzip" => GzipLayer,
        "application/vnd.docker.image.rootfs.diff.tar.zstd" => Layer + "+zstd",
        _ => mediaType,
    };
}

internal static class OciAnnotations
{
    /// <summary>The image's name, or only its tag: writers differ.</summary>
    public const string ReferenceName = "org.opencontainers.image.ref.name";

    /// <summary>The image's name, from buildx, containerd and the .NET SDK.</summary>
    public const string ContainerdName = "io.containerd.image.name";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(OciIndex))]
[JsonSerializable(typeof(OciConfiguration))]
[JsonSerializable(typeof(DockerArchiveEntry[]))]
internal sealed partial class OciJson : JsonSerializerContext;

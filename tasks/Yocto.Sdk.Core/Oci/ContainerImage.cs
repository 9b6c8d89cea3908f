using System.Text.Json.Nodes;
using System.Text.Json;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>One image for one platform, its blobs on disk.</summary>
/// <param name="Manifest">OCI's, as bytes, for its digest is the image's.</param>
/// <param name="Name">Its name in its source; null when the source has none.</param>
/// <param name="FileOf">The file of each blob.</param>
internal sealed record ContainerImage(byte[] Manifest, string? Name, Func<OciDescriptor, string> FileOf)
{
    // the engines have fewer: docker 127, podman 500
    private const int MostLayers = 1000;

    private readonly OciManifest _manifest = Read(Manifest);

    public OciDescriptor Config => _manifest.Config!;

    public IReadOnlyList<OciDescriptor> Layers => _manifest.Layers!;

    public string Digest => DigestOf(Manifest);

    public static string DigestOf(byte[] content) => $"sha256:{Sha256.Of(content)}";

    /// <summary>
    /// A manifest of Docker's with OCI's media types: <c>podman load</c> passes over Docker's in an OCI archive. The blobs stay
    /// as they are; OCI's own manifest stays as it is.
    /// </summary>
    public static byte[] ToOci(byte[] manifest)
    {
        if (Read(manifest).MediaType != OciMediaTypes.DockerManifest)
            return manifest;
        var json = JsonNode.Parse(manifest, documentOptions: new() { AllowDuplicateProperties = false })!;
        json["mediaType"] = OciMediaTypes.Manifest;
        foreach (var blob in json["layers"]!.AsArray().Append(json["config"]))
            blob!["mediaType"] = OciMediaTypes.OfOci((string)blob["mediaType"]!);
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    /// <summary>What the image was built for.</summary>
    /// <exception cref="ImageUnusableException">Its configuration is missing or damaged.</exception>
    public ImagePlatform? ReadPlatform()
    {
        try
        {
            return JsonSerializer.Deserialize(SmallFile.ReadBytes(FileOf(Config)), OciJson.Default.OciConfiguration) is { Architecture: { Length: > 0 } architecture } config
                ? new ImagePlatform(architecture, config.Variant is { Length: > 0 } variant ? variant : null)
                : null;
        }
        catch (JsonException e)
        {
            throw new ImageUnusableException($"its configuration can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageUnusableException($"its blob {Config.Digest} is missing", e);
        }
    }

    /// <summary>What an index lists; null where the document is a manifest.</summary>
    /// <exception cref="JsonException">It can be read as either, so that two programs would see two images (CVE-2021-41190).</exception>
    public static IReadOnlyList<OciDescriptor>? IndexOf(byte[] document)
    {
        var index = JsonSerializer.Deserialize(document, OciJson.Default.OciIndex)
            ?? throw new JsonException("the manifest is empty");
        if (index.Manifests is null)
            return null;
        var manifest = JsonSerializer.Deserialize(document, OciJson.Default.OciManifest);
        return manifest is { Config: null, Layers: null } && index.MediaType is not (OciMediaTypes.Manifest or OciMediaTypes.DockerManifest)
            ? OciDescriptor.Check(index.Manifests)
            : throw new JsonException("it is both an index and a manifest");
    }

    private static OciManifest Read(byte[] manifest)
    {
        if (JsonSerializer.Deserialize(manifest, OciJson.Default.OciManifest) is not { Config: not null, Layers: not null } read)
            throw new JsonException("the manifest has no configuration or no layers");
        OciDescriptor.Check([read.Config, .. read.Layers]);
        if (read.Layers.Count > MostLayers)
            throw new ImageUnusableException($"it has {read.Layers.Count} layers, more than the {MostLayers} that are read");
        UnpackedSize.Bound(read.Layers.Append(read.Config)
            .Aggregate(0L, (sum, blob) => Math.Min(sum, UnpackedSize.Largest + 1) + Math.Min(blob.Size, UnpackedSize.Largest + 1)));
        return read;
    }
}

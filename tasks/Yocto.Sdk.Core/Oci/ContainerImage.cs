using System.Text.Json.Nodes;
using System.Text.Json;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>One image for one platform, its blobs on disk.</summary>
/// <param name="Manifest">OCI's, as bytes, for its digest is the image's.</param>
/// <param name="Name">Its name in its source; null when the source has none.</param>
/// <param name="FileOf">The file of each blob.</param>
public sealed record ContainerImage(byte[] Manifest, string? Name, Func<OciDescriptor, string> FileOf)
{
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
        var json = JsonNode.Parse(manifest)!;
        json["mediaType"] = OciMediaTypes.Manifest;
        foreach (var blob in json["layers"]!.AsArray().Append(json["config"]))
            blob!["mediaType"] = OciMediaTypes.OfOci((string)blob["mediaType"]!);
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    /// <summary>What the image was built for.</summary>
    public ImagePlatform? ReadPlatform()
    {
        using var file = File.OpenRead(FileOf(Config));
        return JsonSerializer.Deserialize(file, OciJson.Default.OciConfiguration) is { Architecture: { Length: > 0 } architecture } config
            ? new ImagePlatform(architecture, config.Variant is { Length: > 0 } variant ? variant : null)
            : null;
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
            ? index.Manifests
            : throw new JsonException("it is both an index and a manifest");
    }

    private static OciManifest Read(byte[] manifest) =>
        JsonSerializer.Deserialize(manifest, OciJson.Default.OciManifest) is { Config: not null, Layers: not null } read
            ? read
            : throw new JsonException("the manifest has no configuration or no layers");
}

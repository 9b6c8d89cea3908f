using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Product.Containers;

/// <summary>An image as the product layer takes it.</summary>
/// <param name="Slug">Names its recipe and its archive: <c>nginx</c>.</param>
/// <param name="Name">Its name on the device: <c>docker.io/library/nginx:1.27</c>.</param>
/// <param name="Id">The engines' id of it, the digest of its configuration.</param>
/// <param name="Archive">Absolute.</param>
/// <param name="Source">Its name in the project.</param>
/// <param name="Digest">The digest that the project pins; null of an archive.</param>
internal sealed record PreloadedImage(string Slug, string Name, string Id, string Archive, string Source, string? Digest = null)
{
    /// <summary>What it takes in the engine's storage, in bytes.</summary>
    public long UnpackedSize { get; init; }

    /// <summary>In bytes.</summary>
    public long ArchiveSize { get; init; }

    /// <summary>
    /// What its load takes temporarily in addition, in bytes: the engines unpack the archive, and copy its parts before they
    /// unpack these (containers/image, <c>oci/archive</c> and <c>storage/storage_dest.go</c>).
    /// </summary>
    [JsonIgnore]
    public long LoadSize => 2 * ArchiveSize;
}

/// <summary>The images that a build has ready, as <c>containers.json</c>.</summary>
internal static class PreloadedImages
{
    /// <summary>Empty when there is no such file.</summary>
    public static IReadOnlyList<PreloadedImage> Read(string file) =>
        JsonFile.Read(file, PreloadedImagesJson.Default.PreloadedImageArray) ?? [];

    /// <summary>What the first boot takes to load them one after the other, in bytes.</summary>
    public static long RoomOf(IReadOnlyList<PreloadedImage> containers) =>
        containers.Sum(c => c.UnpackedSize) + containers.Select(c => c.LoadSize).DefaultIfEmpty().Max();

    public static void Write(string file, IReadOnlyList<PreloadedImage> containers) =>
        JsonFile.WriteIfChanged(file, [.. containers], PreloadedImagesJson.Default.PreloadedImageArray);
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(PreloadedImage[]))]
[JsonSerializable(typeof(ArchiveRecord))]
internal sealed partial class PreloadedImagesJson : JsonSerializerContext;

using System.Globalization;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Containers;

/// <summary><c>YoctoContainer</c>: images that are on the device before it has a network.</summary>
internal static class PreloadPart
{
    // What the slowest medium and processor take in, in KiB each second; a loader that is slower hangs.
    private const int SlowestLoad = 256;

    /// <summary>The loader comes with the engine: it also removes what the last version of the image had preloaded.</summary>
    public static ProductPart LoaderOf(DeviceEngine engine, IReadOnlyList<PreloadedImage> images, ProductSources sources) => new("YoctoContainerEngine",
        ["container-preload"], [],
        [.. Template.Fill(sources.FilesOf("preload"),
            ("ENGINE", engine.Name), ("ENGINE_UNIT", engine.Unit), ("STORAGE", engine.Storage),
            ("LIMIT", string.Create(CultureInfo.InvariantCulture, $"{30 + (images.Sum(RoomOf) / SlowestLoad / 60)}min")))]);

    public static ProductPart ImagesOf(IReadOnlyList<PreloadedImage> containers, ProductSources sources) => new("YoctoContainer",
        [.. containers.Select(c => $"container-{c.Slug}")], [],
        [.. containers.SelectMany(c => Files(c, sources))]);

    private static IEnumerable<LayerFile> Files(PreloadedImage container, ProductSources sources) =>
        Template.Fill(sources.FilesOf("preloaded-image"),
                ("SLUG", container.Slug), ("NAME", container.Name), ("ID", container.Id.Split(':')[1]),
                ("ROOM", RoomOf(container).ToString(CultureInfo.InvariantCulture)))
            .Append(new LayerFile(
                $"recipes-containers/container-{container.Slug}/files/{container.Slug}.oci.tar", null, CopyOf: container.Archive));

    // in KiB, while it is loaded
    private static long RoomOf(PreloadedImage container) => (container.UnpackedSize + container.LoadSize) / 1024;
}

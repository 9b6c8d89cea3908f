using System.Globalization;

namespace Yocto.Sdk.Device.Containers;

/// <summary><c>YoctoContainer</c>: images that are on the device before it sees a network.</summary>
public static class ContainerPreload
{
    /// <summary>The loader comes with the engine: it also removes what the last version of the image had preloaded.</summary>
    public static ProductPart LoaderOf(ContainerEngine engine, ProductSources sources) => new("YoctoContainerEngine",
        ["container-preload"], [],
        [.. Template.Fill(sources.FilesOf("container-preload"),
            ("ENGINE", engine.Name), ("ENGINE_UNIT", engine.Unit), ("STORAGE", engine.Storage))]);

    public static ProductPart PartOf(IReadOnlyList<PreloadedContainer> containers, ProductSources sources) => new("YoctoContainer",
        [.. containers.Select(c => $"container-{c.Slug}")], [],
        [.. containers.SelectMany(c => Files(c, sources))]);

    private static IEnumerable<ProductFile> Files(PreloadedContainer container, ProductSources sources) =>
        Template.Fill(sources.FilesOf("container"),
                ("SLUG", container.Slug), ("NAME", container.Name), ("ID", container.Id.Split(':')[1]),
                ("ROOM", ((container.UnpackedSize + container.LoadSize) / 1024).ToString(CultureInfo.InvariantCulture)))
            .Append(new ProductFile(
                $"recipes-containers/container-{container.Slug}/files/{container.Slug}.oci.tar", null, CopyOf: container.Archive));
}

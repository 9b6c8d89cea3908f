using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Containers.Quadlet;

/// <summary><c>YoctoQuadlet</c>: files from which podman makes systemd units at boot.</summary>
internal static class QuadletPart
{
    private const string Root = "recipes-applications/quadlet-units";

    public static ProductPart Of(
        IReadOnlyList<QuadletFile> files, DeviceEngine engine, IReadOnlyList<PreloadedImage> images, ProductSources sources) =>
        new("YoctoQuadlet", ["quadlet-units"], [],
        [
            .. Template.Fill(sources.FilesOf("quadlet-units"), ("STORAGE", engine.Storage)),
            LayerFile.OfVariables($"{Root}/quadlet-units.inc", "YoctoQuadlet",
                ("UNITS", string.Join(' ', files.Where(f => f.IsApplication).Select(f => f.Unit)))),
            .. files.Select(f => new LayerFile($"{Root}/files/systemd/{Path.GetFileName(f.Path)}",
                f.Yaml is null ? ImageUse.Rewrite(f.Text, f.Images, images) : f.Text)),
            .. files.Select(f => f.Yaml is not { } yaml ? null
                : new LayerFile($"{Root}/files/systemd/{Path.GetFileName(yaml.File)}", YamlText.Rename(yaml.File, yaml.Text, f.Images, images)))
                .OfType<LayerFile>().DistinctBy(f => f.Path),
        ]);
}

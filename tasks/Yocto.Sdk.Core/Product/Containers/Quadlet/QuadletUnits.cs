using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.Language;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Containers.Quadlet;

/// <summary><c>YoctoQuadlet</c>: files from which podman makes systemd units at boot.</summary>
public static partial class QuadletUnits
{
    private static readonly Version _firstWithQuadlet = new(4, 4);
    private const string Root = "recipes-applications/quadlet-units";

    public static ProductPart PartOf(
        IReadOnlyList<QuadletFile> files, DeviceEngine engine, IReadOnlyList<PreloadedImage> containers, ProductSources sources) =>
        new("YoctoQuadlet", ["quadlet-units"], [],
        [
            .. Template.Fill(sources.FilesOf("quadlet-units"), ("STORAGE", engine.Storage)),
            LayerFile.OfVariables($"{Root}/quadlet-units.inc", "YoctoQuadlet",
                ("UNITS", string.Join(' ', files.Where(f => f.IsApplication).Select(f => f.Unit)))),
            .. files.Select(f => new LayerFile($"{Root}/files/systemd/{Path.GetFileName(f.Path)}",
                f.Yaml is null ? ImageUse.Rewrite(f.Text, f.Images, containers) : f.Text)),
            .. files.Select(f => f.Yaml is not { } yaml ? null
                : new LayerFile($"{Root}/files/systemd/{Path.GetFileName(yaml.File)}", ImageUse.Rewrite(yaml.Text, f.Images, containers)))
                .OfType<LayerFile>().DistinctBy(f => f.Path),
        ]);

    /// <summary>Why the release's podman can't read Quadlet files, as the end of a sentence; null when it can, or when that is unknown.</summary>
    public static string? Refusal(ProductSources sources)
    {
        if (sources.Metadata.RecipeFile("podman") is not { } recipe)
            return null;
        var (layer, path) = recipe;
        var version = VersionOf(Path.Combine(layer.Path, path));
        return version is not null && version < _firstWithQuadlet ? $"the layers have {version} ({Path.GetFileName(path)})" : null;
    }

    // meta-virtualization's recipe is podman_git.bb with a PV, which some releases begin with a "v"
    private static Version? VersionOf(string recipe)
    {
        var name = Path.GetFileNameWithoutExtension(recipe);
        var match = InName().Match(name);
        if (!match.Success)
            match = PackageVersion().Match(ConfText.Read(File.ReadAllText(recipe)).OfType<ConfAssignment>().LastOrDefault(a => a.Name == "PV")?.Value ?? "");
        return match.Success
            ? new Version(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"_v?(\d+)\.(\d+)")]
    private static partial Regex InName();

    [GeneratedRegex(@"^v?(\d+)\.(\d+)")]
    private static partial Regex PackageVersion();
}

using Yocto.Sdk.Files;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Containers.Compose;

/// <summary>What a compose application adds to the product.</summary>
internal static class ComposePart
{
    public static ProductPart Of(
        ComposeApplication application, DeviceEngine engine, IReadOnlyList<PreloadedImage> images, ProductSources sources)
    {
        var (name, file, package, command) = application;
        var fileName = Path.GetFileName(file.Path);
        var root = $"recipes-applications/compose-{name}/files/compose";
        var folder = Path.GetDirectoryName(file.Path)!;
        return new ProductPart("YoctoCompose", [$"compose-{name}"], [],
        [
            .. Template.Fill(sources.FilesOf("compose-application"),
                ("NAME", name), ("EXEC_FILE", CommandWords.InExec(fileName)), ("SHELL_FILE", CommandWords.InShell(fileName)), ("PACKAGE", package), ("COMPOSE", command),
                ("STORAGE", engine.Storage), ("ENGINE_UNIT", engine.Unit),
                ("RESTART", sources.Facts.RestartsOneshots ? "Restart=on-failure\nRestartSec=10" : "")),
            new LayerFile($"{root}/{fileName}", YamlText.Rename(file.Path, file.Text, file.Images, images)),
            .. file.Files.SelectMany(f => Copies(folder, f)).DistinctBy(f => f.Relative)
                .Select(f => new LayerFile($"{root}/{f.Relative}", null, CopyOf: f.Path)),
        ]);
    }

    private static IEnumerable<(string Relative, string Path)> Copies(string folder, string relative)
    {
        var path = Path.Combine(folder, relative);
        return File.Exists(path) ? [(relative, path)]
            : FileSearch.All(path)
                .Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), f));
    }
}

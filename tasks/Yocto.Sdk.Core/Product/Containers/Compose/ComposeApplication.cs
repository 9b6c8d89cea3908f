using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Compose;

/// <summary><c>YoctoCompose</c>: a compose file that is started at boot.</summary>
public static partial class ComposeApplication
{
    public static ProductPart PartOf(
        string name, ComposeFile file, DeviceEngine engine, IReadOnlyList<PreloadedImage> containers, ProductSources sources)
    {
        var (package, command) = Command(engine, sources);
        var fileName = Path.GetFileName(file.Path);
        var root = $"recipes-applications/compose-{name}/files/compose";
        var folder = Path.GetDirectoryName(file.Path)!;
        return new ProductPart("YoctoCompose", [$"compose-{name}"], [],
        [
            .. Template.Fill(sources.FilesOf("compose-application"),
                ("NAME", name), ("FILE", fileName), ("PACKAGE", package), ("COMPOSE", command),
                ("STORAGE", engine.Storage), ("ENGINE_UNIT", engine.Unit),
                ("RESTART", sources.Facts.RestartsOneshots ? "Restart=on-failure\nRestartSec=10" : "")),
            new LayerFile($"{root}/{fileName}", ImageUse.Rewrite(file.Text, file.Images, containers)),
            .. file.Files.SelectMany(f => Copies(folder, f)).DistinctBy(f => f.Relative)
                .Select(f => new LayerFile($"{root}/{f.Relative}", null, CopyOf: f.Path)),
        ]);
    }

    /// <summary>The item's name, or the name that compose itself would use: the folder's.</summary>
    /// <param name="problems">Takes a name that no recipe can have.</param>
    public static string NameOf(string metadata, string file, SourceLocation? location, ICollection<Diagnostic> problems)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        var name = metadata.Length > 0 ? metadata
            : Conventional().IsMatch(stem) ? Path.GetFileName(Path.GetDirectoryName(file)!).ToLowerInvariant()
            : stem.ToLowerInvariant();
        if (!ApplicationName.IsLegal(name))
            problems.Add(ContainerErrors.ApplicationName.At(location, name));
        return name;
    }

    private static (string Package, string Command) Command(DeviceEngine engine, ProductSources sources) =>
        engine.IsPodman ? ("podman-compose", "podman-compose")
        // compose of docker was Python up to kirkstone, and is a part of docker's command line since
        : sources.Metadata.Recipes().Contains("docker-compose") ? ("docker-compose", "docker compose")
        : ("python3-docker-compose", "docker-compose");

    private static IEnumerable<(string Relative, string Path)> Copies(string folder, string relative)
    {
        var path = Path.Combine(folder, relative);
        return File.Exists(path) ? [(relative, path)]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), f));
    }

    [GeneratedRegex(@"\A(docker-|podman-)?compose\z", RegexOptions.IgnoreCase)]
    private static partial Regex Conventional();
}

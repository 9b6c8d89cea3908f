using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>Finds what the targets of a build, and the recipes that their images are booted with, have deployed.</summary>
internal static class DeployedFiles
{
    /// <summary>The tasks of an image recipe that deploy something, including SPDX 3.0 from walnascar on.</summary>
    private static readonly string[] _imageTasks = ["image_complete", "create_image_sbom_spdx", "deploy"];

    /// <param name="build">bitbake's own answers.</param>
    /// <param name="task">The task that was asked for, without <c>do_</c>; empty for bitbake's default.</param>
    public static IReadOnlyList<DeployedFile> Find(BuildResult build, string? task = null)
    {
        var files = build.Targets.SelectMany(t => OfTarget(build, t, task)).ToList();
        if (files.Any(f => f.Task == "image_complete"))
            files.AddRange(BootFiles.Manifests(build).SelectMany(m => OfManifest(build, m, BootFiles.TypeOf(build, m.Recipe))));

        // Two targets may name the same recipe, and an image may be its own bootloader's dependency.
        return [.. files.DistinctBy(f => f.Name).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<DeployedFile> OfTarget(BuildResult build, BuiltTarget target, string? task)
    {
        var manifests = (string.IsNullOrEmpty(task) || task == "build" ? _imageTasks : [task])
            .Select(t => SstateManifest.Find(build, target.Recipe, t))
            .OfType<SstateManifest>()
            .ToList();
        // a recipe that is an SDK, for example buildtools-tarball, has no image
        if (manifests.Count == 0 && SstateManifest.Find(build, target.Recipe, "populate_sdk") is { } sdk)
            manifests.Add(sdk);

        var image = new ImageFileNames(target.Variables.GetValueOrDefault("IMAGE_LINK_NAME"),
            target.Variables.GetValueOrDefault("IMAGE_FSTYPES"));
        var files = manifests.SelectMany(m => m.Task switch
        {
            "image_complete" or "create_image_sbom_spdx" => OfManifest(build, m, image.TypeOf),
            "populate_sdk" or "populate_sdk_ext" => OfManifest(build, m, SdkType),
            _ => OfManifest(build, m, DeployedType(build, m.Recipe)),
        }).ToList();
        if (files.Any(f => f.Task == "image_complete"))
            files.AddRange(LicenseManifests.Of(build, target));
        return image.Relate(files);
    }

    /// <summary>
    /// Each file once, under its stable name: the shortest of the symbolic links that point at it, or its own.
    /// </summary>
    private static IEnumerable<DeployedFile> OfManifest(
        BuildResult build, SstateManifest manifest, Func<string, (OutputKind, string)> typeOf)
    {
        var links = manifest.Paths
            .Where(p => FileStatus.Of(p, follow: false) is { IsSymlink: true })
            .ToDictionary(p => p, p => new FileInfo(p).ResolveLinkTarget(returnFinalTarget: true)?.FullName);
        var stable = links
            .Where(l => l.Value is not null)
            .GroupBy(l => l.Value!, l => l.Key)
            .ToDictionary(g => g.Key, g => g.OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).First());

        foreach (var path in manifest.Paths.Where(p => !links.ContainsKey(p)))
        {
            var (kind, type) = typeOf(Path.GetFileName(stable.GetValueOrDefault(path, path)));
            yield return new DeployedFile(stable.GetValueOrDefault(path, path),
                NameOf(build, stable.GetValueOrDefault(path, path)), kind, type, manifest.Recipe, manifest.Task, manifest.File);
        }
    }

    /// <summary><c>deploy/images/&lt;machine&gt;</c> becomes <c>bin/…/</c> itself, other folders of <c>deploy/</c> stay folders.</summary>
    private static string NameOf(BuildResult build, string path)
    {
        foreach (var root in new[] { "DEPLOY_DIR_IMAGE", "DEPLOY_DIR" })
        {
            if (build.Variables.GetValueOrDefault(root)?.TrimEnd('/') is { Length: > 0 } folder
                && FolderPath.Contains(folder, path))
                return path[(folder.Length + 1)..];
        }

        return Path.GetFileName(path);
    }

    private static Func<string, (OutputKind, string)> DeployedType(BuildResult build, string recipe)
    {
        var bootType = BootFiles.TypeOf(build, recipe);
        // an update is an image, too: of a slot, signed
        return name => Path.GetExtension(name) == ".raucb" ? (OutputKind.Image, "raucb") : bootType(name);
    }

    private static (OutputKind, string) SdkType(string name) =>
        (OutputKind.Artifact, Path.GetExtension(name) switch
        {
            ".manifest" => "Manifest",
            ".json" => name.EndsWith(".testdata.json", StringComparison.Ordinal) ? "TestData" : "Other",
            _ => "Sdk",
        });
}

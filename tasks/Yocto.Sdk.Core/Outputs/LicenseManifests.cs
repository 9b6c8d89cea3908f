using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// The files that oe-core's <c>license_image.bbclass</c> writes for an image, in
/// <c>${LICENSE_DIRECTORY}/${IMAGE_NAME}/</c>, from scarthgap on <c>${LICENSE_DIRECTORY}/${SSTATE_PKGARCH}/${IMAGE_NAME}/</c>.
/// No sstate manifest lists them.
/// </summary>
internal static class LicenseManifests
{
    // do_rootfs writes the first two; do_populate_lic_deploy the last, at another time and so possibly in another folder
    private static readonly string[] _names = ["license.manifest", "package.manifest", "image_license.manifest"];

    public static IEnumerable<DeployedFile> Of(BuildResult build, BuiltTarget target)
    {
        var image = target.Variables.GetValueOrDefault("IMAGE_LINK_NAME") is { Length: > 0 } link ? link : target.Recipe;
        return _names
            .Select(n => (Name: n, Path: Find(build, target, n)))
            .Where(f => f.Path is not null)
            .Select(f => new DeployedFile(f.Path!, $"licenses/{image}/{f.Name}", OutputKind.Artifact, "LicenseManifest",
                target.Recipe, "image_complete", null));
    }

    /// <summary>The recipes that an image depends on and that have deployed something; null where that is not known.</summary>
    public static IReadOnlyList<string>? DeployedRecipes(BuildResult build, BuiltTarget target)
    {
        const string field = "RECIPE NAME: ";
        return Find(build, target, "image_license.manifest") is { } file
            ? [.. File.ReadLines(file).Where(l => l.StartsWith(field, StringComparison.Ordinal)).Select(l => l[field.Length..].Trim())]
            : null;
    }

    /// <summary>The newest: a folder of each build stays, and zeus has no link to the last.</summary>
    private static string? Find(BuildResult build, BuiltTarget target, string name)
    {
        if (build.Variables.GetValueOrDefault("LICENSE_DIRECTORY") is not { Length: > 0 } root
            || target.Variables.GetValueOrDefault("IMAGE_LINK_NAME") is not { Length: > 0 } link)
            return null;

        return new[] { target.Variables.GetValueOrDefault("SSTATE_PKGARCH"), build.Variables.GetValueOrDefault("MACHINE_ARCH"), "" }
            .OfType<string>()
            .Distinct()
            .Select(a => Path.Combine(root, a))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateDirectories(f, link + "*").Where(d => IsImageFolder(Path.GetFileName(d), link))
                .Append(Path.Combine(f, link)))
            .Where(Directory.Exists)
            .Select(f => new DirectoryInfo(f).ResolveLinkTarget(returnFinalTarget: false)?.FullName ?? f)
            .Distinct()
            .Select(f => Path.Combine(f, name))
            .Where(File.Exists)
            .OrderByDescending(f => FileStatus.Of(f)?.Modified)
            .ThenByDescending(f => f, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary><c>core-image</c>'s folder must not be that of <c>core-image-extended</c>.</summary>
    private static bool IsImageFolder(string folder, string link) =>
        folder.Length > link.Length + 1
        && folder[link.Length] == '-'
        && folder[(link.Length + 1)..].All(c => char.IsAsciiDigit(c) || c is '.' or '-');
}

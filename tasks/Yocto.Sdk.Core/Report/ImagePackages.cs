using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Report;

/// <summary>What is in the images: their manifests name the packages, and bitbake's package data has each one's size.</summary>
internal static class ImagePackages
{
    /// <param name="layers">For a recipe's file, the name of its layer.</param>
    /// <param name="recipes">The file of each recipe.</param>
    /// <param name="account">That ran bitbake for root, as whom is read what it left; null otherwise.</param>
    public static IReadOnlyList<ImagePackage> Of(
        BuildResult build, BuildOutputs outputs, IReadOnlyDictionary<string, string> recipes, Func<string, string?> layers, FileAccount? account)
    {
        using var _ = FileAccount.Assume(account);
        var data = build.Variables.GetValueOrDefault("PKGDATA_DIR");
        return
        [
            .. from image in outputs.Files
               where image.Deployed is { Kind: OutputKind.Image, Manifest: not null } && image.Image is not null
               group image by (image.Image, image.Deployed.Manifest) into files
               from package in OfManifest(files.Key.Image!, outputs.PathOf(files.Key.Manifest!), data, recipes, layers)
               select package,
        ];
    }

    private static IEnumerable<ImagePackage> OfManifest(
        string image, string manifest, string? data, IReadOnlyDictionary<string, string> recipes, Func<string, string?> layers)
    {
        var packages = InstalledPackage.AllOf(manifest, data);
        // a recipe names what its package depends on as other recipes do, and not as the package manager does: glibc, libc6
        var names = packages.Select(p => (p.OwnName ?? p.Name, p.Name)).Concat(packages.Select(p => (p.Name, p.Name)))
            .DistinctBy(n => n.Item1).ToDictionary(n => n.Item1, n => n.Item2, StringComparer.Ordinal);
        foreach (var package in packages)
        {
            var recipe = package.Recipe ?? package.Name;
            var needs = package.Needs.Where(names.ContainsKey).Select(n => names[n]).Where(n => n != package.Name).Distinct();
            yield return new ImagePackage(
                image, package.Name, package.FullVersion, recipe, recipes.TryGetValue(recipe, out var file) ? layers(file) : null, package.Size ?? 0, [.. needs]);
        }
    }
}

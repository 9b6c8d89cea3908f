using System.Globalization;
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
        var packages = SmallFile.ReadText(manifest).Split('\n').Select(l => l.Split(' ')).Where(l => l.Length == 3)
            .Select(l => (Name: l[0], Version: l[2], Facts: data is null ? PackageFacts.None : PackageFacts.Read(Path.Combine(data, "runtime-reverse", l[0]))))
            .ToList();
        // a recipe names what its package depends on as other recipes do, and not as the package manager does: glibc, libc6
        var names = packages.Select(p => (p.Facts.OwnName ?? p.Name, p.Name)).Concat(packages.Select(p => (p.Name, p.Name)))
            .DistinctBy(n => n.Item1).ToDictionary(n => n.Item1, n => n.Item2, StringComparer.Ordinal);
        foreach (var (name, version, facts) in packages)
        {
            var recipe = facts["PN"] ?? name;
            var needs = (facts["RDEPENDS"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Where(names.ContainsKey).Select(n => names[n]).Where(n => n != name).Distinct();
            var size = long.TryParse(facts["PKGSIZE"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
            yield return new ImagePackage(image, name, version, recipe, recipes.TryGetValue(recipe, out var file) ? layers(file) : null, size, [.. needs]);
        }
    }

    /// <summary>A file of <c>pkgdata</c>.</summary>
    /// <param name="OwnName">The package's name in its recipe.</param>
    private sealed record PackageFacts(string? OwnName, IReadOnlyDictionary<string, string> Values)
    {
        public static PackageFacts None { get; } = new(null, new Dictionary<string, string>());

        public string? this[string name] => Values.GetValueOrDefault(name);

        public static PackageFacts Read(string file)
        {
            if (!File.Exists(file))
                return None;
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            string? own = null;
            foreach (var line in SmallFile.ReadText(file).Split('\n'))
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                if (colon < 0)
                    continue;
                // PKGSIZE:busybox: 1234, and PKGSIZE_busybox: 1234 up to hardknott
                var end = line.AsSpan(0, colon).IndexOfAny(':', '_');
                if (line.StartsWith("PKGSIZE", StringComparison.Ordinal) && end > 0)
                    own = line[(end + 1)..colon];
                values.TryAdd(end > 0 ? line[..end] : line[..colon], line[(colon + 2)..].Trim());
            }

            return new PackageFacts(own, values);
        }
    }
}

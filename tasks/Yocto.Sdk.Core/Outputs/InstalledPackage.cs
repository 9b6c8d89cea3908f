using System.Globalization;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>A package in an image, by the image's list and oe-core's <c>pkgdata</c>.</summary>
/// <param name="Name">As the package manager knows it: <c>libcrypto3</c>.</param>
/// <param name="Architecture">The package's: <c>core2-64</c>.</param>
/// <param name="Version">Without epoch and revision: <c>PKGV</c>, or of a package that pkgdata does not know what the list says.</param>
/// <param name="FullVersion">As the list has it, with epoch and revision.</param>
/// <param name="Recipe">Its <c>PN</c>; null where pkgdata does not know the package.</param>
/// <param name="License"><c>LICENSE</c> in bitbake's words; null where it is not known.</param>
/// <param name="Size">What its files take, in bytes; null where it is not known.</param>
internal sealed record InstalledPackage(
    string Name, string Architecture, string Version, string FullVersion, string? Recipe, string? License, string? Summary, long? Size)
{
    // up to honister a package's data lists its files, of which the sources of a kernel have a hundred thousand
    private const long LargestData = 64 << 20;

    /// <summary>The package's name in its recipe: <c>libcrypto</c>; null where it is not known.</summary>
    public string? OwnName { get; init; }

    /// <summary>The names of the packages that it needs when it runs, its own words for their versions left out.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The list of an image, by <c>image_manifest</c> of oe-core's <c>lib/oe/manifest.py</c>: name, architecture and version, a line each.</summary>
    /// <param name="manifest">Absolute.</param>
    /// <param name="pkgdata"><c>PKGDATA_DIR</c>; absolute. A package that is not in it has what the list says.</param>
    /// <returns>By name.</returns>
    public static IReadOnlyList<InstalledPackage> AllOf(string manifest, string? pkgdata) =>
    [
        .. SmallFile.ReadText(manifest).Split('\n')
            .Select(l => l.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(w => w.Length == 3)
            .Select(w => Of(w[0], w[1], w[2], pkgdata))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Architecture, StringComparer.Ordinal),
    ];

    /// <summary>The packages of all images of a build.</summary>
    public static IEnumerable<InstalledPackage> InImagesOf(BuildResult build)
    {
        var pkgdata = DataOf(build);
        return DeployedFiles.Find(build).Where(f => f is { Task: "image_complete", Type: "Manifest" }).SelectMany(f => AllOf(f.Path, pkgdata));
    }

    /// <summary>The first package of a recipe that has been packaged, for its version and licence; null where there is none.</summary>
    public static InstalledPackage? OfRecipe(string recipe, string? pkgdata)
    {
        if (pkgdata is null || Fields(Path.Combine(pkgdata, recipe)) is not { } list)
            return null;
        return list.GetValueOrDefault("PACKAGES", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(n => Fields(Path.Combine(pkgdata, "runtime", n)) is { } fields ? Of(n, "", "", fields) : null)
            .FirstOrDefault(p => p is not null);
    }

    /// <summary>The folder of a build; null where the build does not say, or has packaged nothing.</summary>
    public static string? DataOf(BuildResult build) =>
        build.Variables.GetValueOrDefault("PKGDATA_DIR") is { } folder && Directory.Exists(folder) ? folder : null;

    private static InstalledPackage Of(string name, string architecture, string version, string? pkgdata) =>
        Of(name, architecture, version, (pkgdata is null ? null : Fields(Path.Combine(pkgdata, "runtime-reverse", name))) ?? []);

    private static InstalledPackage Of(string name, string architecture, string version, Dictionary<string, string> fields)
    {
        // a field of one package: LICENSE:busybox, up to hardknott LICENSE_busybox; the rest of the key is the name in the recipe
        var own = fields.Keys.FirstOrDefault(k => k.StartsWith("PKGSIZE", StringComparison.Ordinal))?["PKGSIZE".Length..] ?? "";
        string? Field(string key) => fields.GetValueOrDefault(key + own) ?? fields.GetValueOrDefault(key);
        return new InstalledPackage(name, architecture, Field("PKGV") ?? Field("PV") ?? version, version.Length > 0 ? version : Field("PKGV") ?? "",
            fields.GetValueOrDefault("PN"), Field("LICENSE"), Field("SUMMARY"),
            long.TryParse(Field("PKGSIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null)
        {
            OwnName = own.Length > 1 ? own[1..] : null,
            Needs = NamesIn(Field("RDEPENDS") ?? ""),
        };
    }

    /// <summary>The names of <c>libc6 (&gt;= 2.39) busybox</c>.</summary>
    private static List<string> NamesIn(string needs)
    {
        var names = new List<string>();
        var depth = 0;
        foreach (var word in needs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (depth == 0 && word[0] != '(')
                names.Add(word);
            depth += word.Count(c => c == '(') - word.Count(c => c == ')');
        }

        return names;
    }

    /// <summary>Lines <c>KEY: value</c>, in which a backslash is one of Python's <c>unicode_escape</c>.</summary>
    private static Dictionary<string, string>? Fields(string file)
    {
        if (FileStatus.Of(file) is not { IsFile: true, Size: <= LargestData })
            return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
        {
            if (!line.StartsWith("FILES_INFO", StringComparison.Ordinal) && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end)
                fields[line[..end]] = line[(end + 2)..].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Trim();
        }

        return fields;
    }
}

using System.Text.RegularExpressions;
using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Host;

/// <summary>What the restored release asks of a host, read from its own text.</summary>
/// <param name="Tools">Commands that must be on the PATH, besides python3.</param>
/// <param name="ToolVersions">The oldest version that will do, by command.</param>
/// <param name="OldestPython">The first that runs this bitbake.</param>
/// <param name="NewestPython">The last that runs this bitbake; null when every newer one does.</param>
internal sealed partial record CoreRequirements(
    IReadOnlyList<string> Tools,
    IReadOnlyDictionary<string, Version> ToolVersions,
    Version OldestPython,
    Version? NewestPython)
{
    private static readonly string[] _versioned = ["gcc", "git", "make", "patch", "tar"];

    public static CoreRequirements Of(RestoredLayers layers)
    {
        var core = layers.CorePath is null ? null : Path.Combine(layers.CorePath, "meta");
        var sanity = core is null ? "" : ReadFirst(
            Path.Combine(core, "classes-global/sanity.bbclass"), Path.Combine(core, "classes/sanity.bbclass"));
        var texts = layers.Layers.Select(layer => ReadFirst(Path.Combine(layer.Path, "conf/layer.conf")))
            .Prepend(core is null ? "" : ReadFirst(Path.Combine(core, "conf/bitbake.conf")))
            .Append(sanity);
        return new CoreRequirements(
            [.. texts.SelectMany(ToolsIn).Distinct().Where(tool => tool != "python3").Order(StringComparer.Ordinal)],
            _versioned.Select(tool => (tool, version: MinimumOf(tool, sanity)))
                .Where(pair => pair.version is not null)
                .ToDictionary(pair => pair.tool, pair => pair.version!),
            OldestPythonOf(layers.BitBakePath, sanity),
            layers.Facts.NewestPython);
    }

    // An assignment that bitbake computes adds tools for classes that few projects use; bitbake itself names those.
    private static IEnumerable<string> ToolsIn(string text) =>
        ConfText.Read(text).OfType<ConfAssignment>()
            .Where(a => a is { Variable: "HOSTTOOLS" or "SANITY_REQUIRED_UTILITIES", Flag: null, Operation: not "remove", Condition: null }
                && !a.Value.Contains("${", StringComparison.Ordinal))
            .SelectMany(a => a.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Version? MinimumOf(string tool, string sanity)
    {
        var start = sanity.IndexOf($"def check_{tool}_version", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var end = sanity.IndexOf("\ndef ", start, StringComparison.Ordinal);
        var match = MinimumVersion().Match(sanity[start..(end < 0 ? sanity.Length : end)]);
        return match.Success ? Version.Parse(match.Groups[1].Value) : null;
    }

    private static Version OldestPythonOf(string bitBake, string sanity)
    {
        var ofBitBake = BitBakesPython().Match(ReadFirst(Path.Combine(bitBake, "lib/bb/__init__.py")));
        var ofCore = CoresPython().Match(sanity);
        List<Version> all =
        [
            new(3, 4),
            .. ofBitBake.Success ? [new Version($"{ofBitBake.Groups[1]}.{ofBitBake.Groups[2]}")] : Array.Empty<Version>(),
            .. ofCore.Success ? [new Version(Hexadecimal(ofCore, 1), Hexadecimal(ofCore, 2))] : Array.Empty<Version>(),
        ];
        return all.Max()!;
    }

    private static int Hexadecimal(Match match, int group) => Convert.ToInt32(match.Groups[group].Value, 16);

    private static string ReadFirst(params IEnumerable<string> files) =>
        files.FirstOrDefault(File.Exists) is { } file ? File.ReadAllText(file) : "";

    [GeneratedRegex(@"(?:minimum_version = |version, |LooseVersion\()""(\d{1,6}(?:\.\d{1,6}){1,3})""")]
    private static partial Regex MinimumVersion();

    [GeneratedRegex(@"sys\.version_info < \((\d{1,4}), (\d{1,4})\b")]
    private static partial Regex BitBakesPython();

    [GeneratedRegex(@"sys\.hexversion < 0x(\d\d)(\w\w)")]
    private static partial Regex CoresPython();
}

using System.Text.RegularExpressions;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Configuration;

/// <summary>Looks up what the restored layers define, on disk.</summary>
public sealed partial class LayerMetadata(RestoredLayers layers)
{
    private static readonly EnumerationOptions _everywhere = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden,
    };

    private readonly Lazy<IReadOnlyList<string>> _searchPath =
        new(() => [.. layers.Layers.SelectMany(layer => SearchPath(layer.Path))]);

    public bool HasMachine(string name) => Has($"conf/machine/{name}.conf");

    public IEnumerable<string> Machines() => Names("conf/machine");

    // sanity.bbclass takes either
    public bool HasDistro(string name) => Has($"conf/distro/{name}.conf") || Has($"conf/distro/include/{name}.inc");

    public IEnumerable<string> Distros() => Names("conf/distro");

    /// <summary>The names of all recipes, as far as their files' names tell.</summary>
    public IEnumerable<string> Recipes() =>
        Files("*.bb").Select(file => Path.GetFileNameWithoutExtension(file).Split('_')[0]).Distinct();

    /// <summary>Whether any metadata holds the name: a recipe's PROVIDES or BBCLASSEXTEND can make it one.</summary>
    public bool Mention(string name) =>
        Files("*").Any(file => Path.GetExtension(file) is ".bb" or ".bbappend" or ".inc" or ".bbclass" or ".conf"
                               && File.ReadAllText(file).Contains(name, StringComparison.Ordinal));

    private IEnumerable<string> Files(string pattern) =>
        layers.Layers.Where(layer => Directory.Exists(layer.Path))
            .SelectMany(layer => Directory.EnumerateFiles(layer.Path, pattern, _everywhere));

    private bool Has(string relative) => _searchPath.Value.Any(folder => File.Exists(Path.Combine(folder, relative)));

    private IEnumerable<string> Names(string folder) =>
        _searchPath.Value.Select(path => Path.Combine(path, folder))
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*.conf"))
            .Select(file => Path.GetFileNameWithoutExtension(file)!);

    // A layer adds itself to BBPATH, and some add a folder of theirs too.
    private static IEnumerable<string> SearchPath(string layer)
    {
        var conf = Path.Combine(layer, "conf", "layer.conf");
        var folders = File.Exists(conf)
            ? File.ReadLines(conf)
                .Where(line => line.TrimStart().StartsWith("BBPATH", StringComparison.Ordinal))
                .SelectMany(line => FolderOfLayer().Matches(line))
                .Select(match => match.Groups[1].Value)
            : [];
        return folders.Where(folder => folder.Length > 0).Select(folder => layer + folder).Prepend(layer);
    }

    [GeneratedRegex(@"\$\{LAYERDIR\}(/[^:""'\s]+)?")]
    private static partial Regex FolderOfLayer();
}

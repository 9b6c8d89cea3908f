using System.Text.RegularExpressions;
using Yocto.Sdk.Files;
using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Metadata;

/// <summary>Looks up what the restored layers define, on disk.</summary>
internal sealed partial class LayerMetadata(RestoredLayers layers)
{
    private static readonly EnumerationOptions _visible = new() { AttributesToSkip = FileAttributes.Hidden };

    private readonly Lazy<IReadOnlyList<string>> _searchPath =
        new(() => [.. layers.Layers.SelectMany(layer => SearchPath(layer.Path))]);

    private readonly Lazy<ILookup<string, (RestoredLayer Layer, string File)>> _recipes =
        new(() => layers.Layers.Where(layer => Directory.Exists(layer.Path))
            .SelectMany(layer => FileSearch.Visible(layer.Path, "*.bb").Select(file => (layer, file)))
            .ToLookup(recipe => NameOf(recipe.file)));

    public bool HasMachine(string name) => Has($"conf/machine/{name}.conf");

    public IEnumerable<string> Machines() => Names("conf/machine");

    // sanity.bbclass takes either
    public bool HasDistro(string name) => Has($"conf/distro/{name}.conf") || Has($"conf/distro/include/{name}.inc");

    public IEnumerable<string> Distros() => Names("conf/distro");

    /// <summary>Whether a file name shows the recipe. Most are found without a look at every folder of the layers.</summary>
    public bool HasRecipe(string name) => IsWhereLayersKeepIt(name) || Recipes().Contains(name);

    /// <summary>The names of all recipes, as far as their file names show them.</summary>
    public IEnumerable<string> Recipes() => _recipes.Value.Select(recipe => recipe.Key);

    /// <summary>The file of a recipe that bitbake would build: of the layer of the highest priority, there the highest version.</summary>
    /// <returns>The layer and the path in it, with forward slashes; null when no file name shows that recipe.</returns>
    public (RestoredLayer Layer, string Path)? RecipeFile(string name) =>
        RecipeFiles(name).Cast<(RestoredLayer, string)?>().FirstOrDefault();

    /// <summary>All files of a recipe, the one that bitbake would build first; one without a number (<c>_git</c>) counts as the highest version.</summary>
    public IEnumerable<(RestoredLayer Layer, string Path)> RecipeFiles(string name) =>
        _recipes.Value[name]
            .Select(recipe => (recipe.Layer, Path: Path.GetRelativePath(recipe.Layer.Path, recipe.File).Replace('\\', '/')))
            .OrderByDescending(recipe => Priority(recipe.Layer))
            .ThenByDescending(recipe => Digits().Replace(Path.GetFileName(recipe.Path), n => n.Value.PadLeft(10, '0')), StringComparer.Ordinal);

    /// <summary>The file that BBPATH leads to; null when there is none.</summary>
    /// <param name="path">Relative to a layer.</param>
    public string? Find(string path) =>
        _searchPath.Value.Select(folder => Path.Combine(folder, path)).FirstOrDefault(File.Exists);

    /// <summary>Whether any metadata holds the name: a recipe's PROVIDES or BBCLASSEXTEND can make it one.</summary>
    public bool Mention(string name) =>
        Files("*").Any(file => Path.GetExtension(file) is ".bb" or ".bbappend" or ".inc" or ".bbclass" or ".conf"
                               && SmallFile.ReadText(file).Contains(name, StringComparison.Ordinal));

    // recipes-core/images/NAME.bb, recipes-core/NAME/NAME_1.0.bb, recipes-core/NAME.bb
    private bool IsWhereLayersKeepIt(string name) =>
        layers.Layers.Where(layer => Directory.Exists(layer.Path))
            .SelectMany(layer => Directory.EnumerateDirectories(layer.Path, "recipes*", _visible))
            .SelectMany(section => (string[])[Path.Combine(section, "images"), Path.Combine(section, name), section])
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, $"{name}*.bb", _visible))
            .Any(file => NameOf(file) == name);

    private static string NameOf(string recipe) => Path.GetFileNameWithoutExtension(recipe).Split('_')[0];

    private IEnumerable<string> Files(string pattern) =>
        layers.Layers.Where(layer => Directory.Exists(layer.Path))
            .SelectMany(layer => FileSearch.Visible(layer.Path, pattern));

    private bool Has(string relative) => Find(relative) is not null;

    private static int Priority(RestoredLayer layer) =>
        layer.Priority ?? (layer.Collection is { } collection ? ConfOf(layer.Path)?.PriorityOf(collection) : null) ?? 0;

    private IEnumerable<string> Names(string folder) =>
        _searchPath.Value.Select(path => Path.Combine(path, folder))
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*.conf"))
            .Select(file => Path.GetFileNameWithoutExtension(file)!);

    // A layer adds itself to BBPATH, and some add a folder of theirs too.
    private static IEnumerable<string> SearchPath(string layer) =>
        (ConfOf(layer)?.SearchedFolders ?? []).Select(folder => Path.Combine(layer, folder)).Prepend(layer).Distinct();

    private static LayerConf? ConfOf(string layer) =>
        Path.Combine(layer, "conf", "layer.conf") is var conf && File.Exists(conf) ? new LayerConf(SmallFile.ReadText(conf)) : null;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}

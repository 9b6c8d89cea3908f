using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Language;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>The layers of a project with their <c>layer.conf</c> files: checked together, and sorted.</summary>
internal sealed partial class LayerSet
{
    private readonly RestorePlan _plan;
    private readonly Func<PlannedFolder, RepositoryContents> _contents;
    private readonly List<Layer> _layers = [];
    private readonly List<Diagnostic> _problems = [];

    /// <param name="contents">Of the repository, or the user's folder, that contains a folder.</param>
    public LayerSet(RestorePlan plan, Func<PlannedFolder, RepositoryContents> contents)
    {
        (_plan, _contents) = (plan, contents);
        foreach (var planned in plan.Layers)
        {
            if (contents(planned.Folder).Texts.TryGetValue(planned.Folder.File(RepositoryContents.LayerConfFile), out var text))
                _layers.Add(new Layer(planned, new LayerConf(text)));
            else
                _problems.Add(NotALayer(planned));
        }

        Core = _layers.FirstOrDefault(l => l.Conf.Collections.Contains("core"));
        // BitBake takes the names from the first layer that has any.
        Series = _layers.Select(l => l.Conf.CoreNames).FirstOrDefault(n => n.Count > 0) ?? [];
        BitBakeVersion = ReadBitBakeVersion();
        CheckCollections();
        foreach (var layer in _layers)
        {
            CheckDependencies(layer);
            CheckSeries(layer);
        }
    }

    /// <summary>Errors and warnings about the layers.</summary>
    public IReadOnlyList<Diagnostic> Problems => _problems;

    public IReadOnlyList<string> Series { get; }

    public string BitBakeVersion { get; }

    /// <summary>The folder with <c>meta/</c> and <c>scripts/</c> of OpenEmbedded-Core; null in a distribution without.</summary>
    public PlannedFolder? CoreFolder =>
        Core?.Planned.Folder is { } meta && _contents(meta).Folders.Contains(meta.Parent.File("scripts")) ? meta.Parent : null;

    private Layer? Core { get; }

    /// <summary>A layer comes after those that it needs; otherwise the order is the plan's.</summary>
    public IReadOnlyList<Layer> InOrder()
    {
        var ordered = new List<Layer>();
        var visited = new HashSet<Layer>();
        foreach (var layer in _layers)
            Visit(layer);
        return ordered;

        void Visit(Layer layer)
        {
            if (!visited.Add(layer))
                return;
            foreach (var needed in NeedsOf(layer))
            {
                if (_layers.Find(l => l.Conf.Collections.Contains(needed)) is { } provider)
                    Visit(provider);
            }

            ordered.Add(layer);
        }
    }

    private static IEnumerable<string> NeedsOf(Layer layer) => layer.Conf.Collections.SelectMany(layer.Conf.DependenciesOf).Distinct();

    private Diagnostic NotALayer(PlannedLayer layer)
    {
        var at = layer.Folder.Repository is null ? "" : $" at {_plan.Repositories.First(r => r.Name == layer.Folder.Repository).Pin}";
        var others = _contents(layer.Folder).LayerFolders;
        var hint = others.Count == 0 ? ""
            : layer.Folder.Repository is { } repository
                ? $" The repository has {string.Join(", ", others.Take(12).Select(o => $"'{new PlannedFolder(repository, o)}'"))}{(others.Count > 12 ? " …" : "")}."
                : $" Below it, these folders are layers: {string.Join(", ", others.Take(12).Select(o => $"'{o}/'"))}.";
        if (_contents(layer.Folder).Submodules.FirstOrDefault(s => layer.Folder.Repository is not null && $"{layer.Folder.Path}/".StartsWith($"{s}/", StringComparison.Ordinal)) is { } submodule)
            hint = $" '{submodule}' is a submodule of the repository, and submodules are not fetched. Give it a YoctoLayerRepository item of its own.";
        if (layer.Folder.Repository is null && !Directory.Exists(layer.Folder.Path))
            hint = " The folder does not exist.";
        return LayerErrors.NotALayer.At(layer.Origin, layer.Include ?? layer.Folder.ToString(), at, hint);
    }

    private string ReadBitBakeVersion()
    {
        var folder = _plan.BitBake;
        var texts = _contents(folder).Texts;
        if (!texts.ContainsKey(folder.File(RepositoryContents.BitBakeFile)))
            _problems.Add(LayerErrors.NoBitBake.At(BitBakeOrigin, folder, RepositoryContents.BitBakeFile));
        else if (texts.TryGetValue(folder.File(RepositoryContents.BitBakeVersionFile), out var text)
            && VersionLine().Match(text) is { Success: true } version)
            return version.Groups[1].Value;
        else
            _problems.Add(LayerErrors.NoBitBake.At(BitBakeOrigin, folder, $"{RepositoryContents.BitBakeVersionFile} with a version"));
        return "";
    }

    private Origin BitBakeOrigin =>
        _plan.Repositories.FirstOrDefault(r => r.Name == _plan.BitBake.Repository)?.Origin ?? _plan.BitBakeOrigin;

    private void CheckCollections()
    {
        foreach (var same in _layers.SelectMany(l => l.Conf.Collections.Select(c => (Layer: l, Collection: c))).GroupBy(x => x.Collection))
        {
            var first = same.First().Layer;
            foreach (var (layer, collection) in same.Skip(1))
                _problems.Add(LayerErrors.CollectionTwice.At(layer.Planned.Origin, first.Name, layer.Name, collection));
        }
    }

    private void CheckDependencies(Layer layer)
    {
        var missing = NeedsOf(layer).Where(n => !_layers.Exists(l => l.Conf.Collections.Contains(n))).ToList();
        if (missing.Count == 0)
            return;

        var known = missing.Select(m => LayerCatalogue.FindCollection(m, _plan.Core)?.Name).OfType<string>().Distinct().ToList();
        var unknown = missing.Where(m => LayerCatalogue.FindCollection(m, _plan.Core) is null).ToList();
        var advice = new List<string>();
        if (known.Count > 0)
            advice.Add($"add <YoctoLayer Include=\"{string.Join(';', known)}\" />");
        if (unknown.Count > 0)
            advice.Add($"add the layers with the collection names {string.Join(", ", unknown.Select(u => $"'{u}'"))} (BBFILE_COLLECTIONS), which are not in the layer catalogue");
        _problems.Add(LayerErrors.LayersMissing.At(layer.Planned.Origin, layer.Name, string.Join("; and ", advice)));
    }

    private void CheckSeries(Layer layer)
    {
        foreach (var collection in layer.Conf.Collections)
        {
            if (layer.Conf.SeriesOf(collection) is not { } series)
                continue;
            if (series.Count == 0)
                _problems.Add(LayerErrors.SeriesUnset.At(layer.Planned.Origin, layer.Name, collection));
            else if (Series.Count == 0)
                _problems.Add(LayerErrors.NoCoreLayer.At(layer.Planned.Origin, layer.Name, string.Join(", ", series), collection));
            else if (!series.Intersect(Series).Any())
                _problems.Add(LayerErrors.SeriesMismatch.At(layer.Planned.Origin, layer.Name, string.Join(", ", series), collection, string.Join(", ", Series)));
        }
    }

    [GeneratedRegex("^__version__\\s*=\\s*[\"'](\\d+\\.\\d[^\"']*)[\"']", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    internal sealed record Layer(PlannedLayer Planned, LayerConf Conf)
    {
        public string Name => Planned.Include ?? Planned.Folder.ToString();
    }
}

using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>
/// Turns the items of a project into repositories with URL and pin, and layers with their place. Uses no network; the only
/// files it looks for are patches.
/// </summary>
internal sealed class LayerResolver
{
    private readonly RestoreRequest _request;
    private readonly Release? _release;
    private readonly Dictionary<string, LayerRepositoryRequest> _named;
    private readonly CoreSource _core;
    private readonly List<Diagnostic> _errors = [];

    private LayerResolver(RestoreRequest request)
    {
        _request = request;
        _release = request.Release is null ? null : ReleaseCatalogue.Find(request.Release);
        _named = RepositoriesByName();
        _core = ChooseCore();
    }

    /// <exception cref="YoctoException">Everything that can't be right, in one go.</exception>
    public static RestorePlan Resolve(RestoreRequest request)
    {
        var resolver = new LayerResolver(request);
        var bitBake = resolver.BitBake();
        var layers = resolver.Layers();
        var repositories = resolver.Repositories(layers, bitBake);
        return resolver._errors.Count == 0
            ? new RestorePlan(request.Release ?? "", resolver._core, repositories, layers, bitBake!, resolver.BitBakeOrigin)
            : throw new YoctoException(resolver._errors);
    }

    private Dictionary<string, LayerRepositoryRequest> RepositoriesByName()
    {
        var named = new Dictionary<string, LayerRepositoryRequest>(StringComparer.Ordinal);
        foreach (var item in _request.Repositories)
        {
            if (!RepositoryPins.IsName(item.Name))
                _errors.Add(LayerErrors.BadRepositoryName.At(item.Origin, item.Name));
            else if (!named.TryAdd(item.Name, item) && RepositoryPins.Difference(named[item.Name], item) is { } difference)
                _errors.Add(LayerErrors.RepositoryTwice.At(item.Origin, item.Name, difference));
        }

        return named;
    }

    /// <summary>The release's way, unless the project names a repository of the other way.</summary>
    private CoreSource ChooseCore()
    {
        var separate = _request.Repositories.FirstOrDefault(
            r => r.Name is CoreRepositories.BitBake or CoreRepositories.Core or CoreRepositories.MetaYocto);
        var poky = _named.ContainsKey(CoreRepositories.Poky);
        if (poky && separate is not null && _request.BitBakePath is null)
            _errors.Add(LayerErrors.TwoCores.At(separate.Origin, separate.Name));
        return poky ? CoreSource.Poky
            : separate is not null ? CoreSource.Separate
            : _release?.Core ?? CoreSource.Separate;
    }

    private Origin BitBakeOrigin => _request.BitBakePath is null ? _request.ReleaseOrigin : _request.BitBakePathOrigin;

    private PlannedFolder? BitBake() =>
        _request.BitBakePath is { } path ? FolderOf(path, _request.BitBakePathOrigin)
        : _core == CoreSource.Poky ? new PlannedFolder(CoreRepositories.Poky, "bitbake")
        : new PlannedFolder(CoreRepositories.BitBake, ".");

    private List<PlannedLayer> Layers()
    {
        var layers = new List<PlannedLayer>();
        if (_request.BitBakePath is null)
        {
            AddImplied("meta");
            if (IsPoky(_request.Distro))
                AddImplied("meta-poky");
        }

        foreach (var item in _request.Layers)
        {
            int? priority = null;
            if (item.Priority is not null)
            {
                if (int.TryParse(item.Priority, System.Globalization.CultureInfo.InvariantCulture, out var number))
                    priority = number;
                else
                    _errors.Add(LayerErrors.BadPriority.At(item.Origin with { Metadata = "Priority" }, item.Priority, item.Include));
            }

            if (FolderOf(item.Include, item.Origin) is { } folder)
                Add(new PlannedLayer(item.Include, folder, priority, item.Origin));
        }

        return layers;

        void AddImplied(string name)
        {
            var (repository, layer) = LayerCatalogue.FindLayer(name, _core)!.Value;
            layers.Add(new PlannedLayer(null, new PlannedFolder(repository.Repository, layer.Folder), null, _request.ReleaseOrigin));
        }

        void Add(PlannedLayer layer)
        {
            var index = layers.FindIndex(l => l.Folder == layer.Folder);
            if (index < 0)
                layers.Add(layer);
            else if (layers[index].Include is null)
                layers[index] = layer;
            else if (layers[index].Priority != layer.Priority)
                _errors.Add(LayerErrors.LayerTwice.At(layer.Origin, layer.Include, layers[index].Priority?.ToString() ?? "none", layer.Priority?.ToString() ?? "none"));
        }
    }

    /// <summary>The distro that meta-poky defines, and those that upstream derives from it.</summary>
    private static bool IsPoky(string? distro) =>
        string.IsNullOrEmpty(distro) || distro == "poky" || distro.StartsWith("poky-", StringComparison.Ordinal);

    /// <summary>
    /// What an Include means depends on its spelling alone, never on what is on the disk: a user's folder begins
    /// with <c>./</c>, <c>../</c> or <c>/</c> or ends in <c>/</c>; anything else is a repository and a folder in it, or one name.
    /// </summary>
    private PlannedFolder? FolderOf(string include, Origin origin)
    {
        var text = include.Replace('\\', '/');
        if (UserFolder.Matches(text))
            return new PlannedFolder(null, Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, _request.ProjectDirectory)));

        if (text.IndexOf('/') is var slash and > 0)
        {
            var segments = text.Split('/');
            if (IsRepository(segments[0]) && !segments.Any(s => s is "" or "." or ".."))
                return new PlannedFolder(segments[0], text[(slash + 1)..]);
        }
        else if (_named.ContainsKey(text) && LayerCatalogue.FindRepository(text) is null)
            return new PlannedFolder(text, ".");
        else if (LayerCatalogue.FindLayer(text, _core) is var (repository, layer))
            return new PlannedFolder(repository.Repository, layer.Folder);
        else if (IsRepository(text))
            return new PlannedFolder(text, ".");

        _errors.Add(LayerErrors.UnknownLayer.At(origin, include, HintFor(text)));
        return null;
    }

    private bool IsRepository(string name) => _named.ContainsKey(name) || LayerCatalogue.FindRepository(name) is not null;

    private string HintFor(string text)
    {
        if (Directory.Exists(Path.Combine(_request.ProjectDirectory, text)))
            return $" For the folder of that name, write '{text}/'.";
        if (text.Contains('/'))
            return $" There is no repository '{text.Split('/')[0]}'. Add a YoctoLayerRepository item for it, or begin with './' for your own folder.";
        var near = NearestNames.Of(text, LayerCatalogue.Repositories.SelectMany(r => r.Layers).Select(l => l.Name).Concat(_named.Keys));
        return near.Count > 0 ? NearestNames.Sentence(near)
            : " Add a YoctoLayerRepository item with the Url of its repository, or end with '/' for your own folder.";
    }

    private List<PlannedRepository> Repositories(IEnumerable<PlannedLayer> layers, PlannedFolder? bitBake)
    {
        var used = layers.Select(l => (l.Folder.Repository, l.Origin))
            .Append((Repository: bitBake?.Repository, Origin: BitBakeOrigin))
            .Where(u => u.Repository is not null)
            .DistinctBy(u => u.Repository)
            .OrderBy(u => u.Repository, StringComparer.Ordinal)
            .ToList();
        var pins = new RepositoryPins(_request.ProjectDirectory, _release, _errors);
        var repositories = used.Select(u => pins.Plan(u.Repository!, _named.GetValueOrDefault(u.Repository!), u.Origin)).OfType<PlannedRepository>().ToList();

        foreach (var unused in _named.Values.ExceptBy(used.Select(u => u.Repository), r => r.Name))
            pins.Check(unused);

        if (pins.Unpinned.Count > 0)
        {
            var names = string.Join(", ", pins.Unpinned);
            _errors.Add(_request.Release is { } release
                ? LayerErrors.UnknownRelease.At(_request.ReleaseOrigin, release, NearestNames.Sentence(ReleaseCatalogue.Near(release)), names)
                : LayerErrors.ReleaseUnset.At(_request.ReleaseOrigin, names));
        }

        return repositories;
    }
}

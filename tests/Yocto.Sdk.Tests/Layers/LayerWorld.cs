using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.Layers;

/// <summary>A poky, a meta-openembedded and a cache of the test's own, and projects that restore from them.</summary>
internal sealed class LayerWorld : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UpstreamRepository Poky { get; private set; } = null!;

    public UpstreamRepository OpenEmbedded { get; private set; } = null!;

    public string Cache => _folder["cache"];

    public string this[string relative] => _folder[relative];

    public static async Task<LayerWorld> CreateAsync()
    {
        var world = new LayerWorld();
        world.Poky = await world.UpstreamAsync("poky", "scarthgap");
        await world.Poky.CommitAsync("poky: first",
            ("bitbake/bin/bitbake", "#!/bin/sh\n"),
            ("bitbake/lib/bb/__init__.py", "__version__ = \"2.8.0\"\n"),
            ("scripts/runqemu", "#!/bin/sh\n"),
            ("meta/conf/layer.conf", UpstreamRepository.LayerConf("core", "") + "LAYERSERIES_CORENAMES = \"scarthgap\"\n"),
            ("meta-poky/conf/layer.conf", UpstreamRepository.LayerConf("yocto")));
        world.OpenEmbedded = await world.UpstreamAsync("meta-openembedded", "scarthgap");
        await world.OpenEmbedded.CommitAsync("meta-oe: first",
            ("meta-oe/conf/layer.conf", UpstreamRepository.LayerConf("openembedded-layer")),
            ("meta-oe/recipes/a.bb", "A = \"1\"\n"),
            ("meta-python/conf/layer.conf", UpstreamRepository.LayerConf("meta-python", "core (>= 12) openembedded-layer")),
            ("meta-networking/conf/layer.conf", UpstreamRepository.LayerConf("networking-layer", "core meta-python openembedded-layer")));
        return world;
    }

    public Task<UpstreamRepository> UpstreamAsync(string name, string branch) =>
        UpstreamRepository.CreateAsync(_folder[$"upstream/{name}"], branch);

    public LayerProject Project(string name = "device") => new(this, name);

    public string Write(string relative, string text) => _folder.Write(relative, text);

    public void Dispose() => _folder.Dispose();
}

/// <summary>A project file with layers, restored in process.</summary>
internal sealed class LayerProject
{
    private readonly LayerWorld _world;
    private readonly List<LayerRequest> _layers = [];
    private readonly List<LayerRepositoryRequest> _repositories = [];

    public LayerProject(LayerWorld world, string name)
    {
        (_world, Name) = (world, name);
        ProjectFile = world.Write($"{name}/device.yoctoproj", "<Project />");
        Repository("poky", url: world.Poky.Url);
        Repository("meta-openembedded", url: world.OpenEmbedded.Url);
    }

    public string Name { get; set; }

    public string ProjectFile { get; set; }

    public string? Release { get; set; } = "scarthgap";

    public string? Distro { get; set; }

    public string? BitBakePath { get; set; }

    public RecordingLog Log { get; private set; } = new();

    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    public RestorePlaces Places => new(
        Path.Combine(Folder, "yocto.lock.json"), _world.Cache, Path.Combine(Folder, "obj/layers"), Path.Combine(Folder, "obj/yocto.layers.json"));

    public LockFile Lock => LockFile.Read(Places.LockFile)!;

    public RestoredLayers Restored => RestoredLayers.Read(Places.RestoredLayersFile);

    public string Checkout(string repository) => Path.Combine(Places.LayersDirectory, repository);

    public LayerProject Layer(string include, string? priority = null)
    {
        _layers.Add(new LayerRequest(include, priority, new Origin(ProjectFile, "YoctoLayer", include)));
        return this;
    }

    /// <summary>Adds the repository's item, or replaces it.</summary>
    public LayerProject Repository(
        string name, string? url = null, string? branch = null, string? tag = null, string? commit = null, string? patches = null)
    {
        _repositories.RemoveAll(r => r.Name == name);
        return RepositoryTwice(name, url, branch, tag, commit, patches);
    }

    public LayerProject RepositoryTwice(
        string name, string? url = null, string? branch = null, string? tag = null, string? commit = null, string? patches = null)
    {
        _repositories.Add(new LayerRepositoryRequest(
            name, url, Pins(branch, tag, commit), patches, new Origin(ProjectFile, "YoctoLayerRepository", name)));
        return this;
    }

    private static IReadOnlyList<Pin> Pins(string? branch, string? tag, string? commit) =>
    [
        .. new (PinKind Kind, string? Name)[] { (PinKind.Branch, branch), (PinKind.Tag, tag), (PinKind.Commit, commit) }
            .Where(p => p.Name is not null).Select(p => new Pin(p.Kind, p.Name!)),
    ];

    /// <summary>The one pin of a repository's item; null without.</summary>
    public Pin? PinOf(string repository) => _repositories.Single(r => r.Name == repository).Pins.SingleOrDefault();

    public LayerProject Without(string repository)
    {
        _repositories.RemoveAll(r => r.Name == repository);
        return this;
    }

    public RestoreRequest Request => new(ProjectFile, Release, Distro, BitBakePath, [.. _layers], [.. _repositories]);

    public async Task RestoreAsync(RestoreMode mode = RestoreMode.Restore)
    {
        Log = new RecordingLog();
        await new LayerRestore(Places, Log).RunAsync(Request, mode, TestContext.Current.CancellationToken);
    }

    /// <summary>Restores, expects it to fail, and returns the errors.</summary>
    public async Task<IReadOnlyList<Diagnostic>> FailAsync(RestoreMode mode = RestoreMode.Restore)
    {
        var failure = await Assert.ThrowsAsync<YoctoException>(() => RestoreAsync(mode));
        return failure.Diagnostics;
    }
}

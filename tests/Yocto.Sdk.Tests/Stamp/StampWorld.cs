using Yocto.Sdk.BitBake;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Stamp;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Stamp;

/// <summary>A project that was built: its layers, bitbake's conf and what the build left.</summary>
internal sealed class StampWorld : IDisposable
{
    private readonly List<string> _layers = [];
    private string? _product;

    public StampWorld()
    {
        Directory.CreateDirectory(Folder["bridge"]);
        Folder.Write("bitbake/bin/bitbake", "x");
        Folder.Write("build/conf/local.conf", "MACHINE = \"qemuarm64\"\n");
        Inputs = new BuildStampInputs
        {
            BuildDirectory = Folder["build"],
            RestoredLayersFile = Folder["layers.json"],
            ProductFile = Folder["product.json"],
            BridgeFile = Folder["bridge"],
        };
    }

    public TemporaryFolder Folder { get; } = new();

    public BuildStampInputs Inputs { get; set; }

    public BuildStampProducts Products { get; set; } = new("/none/build-result.json", null, null);

    public StampWorld Layer(string folder)
    {
        Folder.Write($"{folder}/conf/layer.conf", "x");
        _layers.Add(Folder[folder]);
        return this;
    }

    public StampWorld Product(string folder)
    {
        Folder.Write($"{folder}/conf/layer.conf", "x");
        _product = Folder[folder];
        return this;
    }

    public async Task<UpstreamRepository> RepositoryAsync(string folder)
    {
        var repository = await UpstreamRepository.CreateAsync(Folder[folder], "main");
        await repository.CommitAsync("first", (".gitignore", "*.local\n"), ("conf/layer.conf", "x"));
        return repository;
    }

    public BuildStampCapture Take()
    {
        (TestLayers.WithoutCore([.. _layers.Select(l => TestLayers.Own(l, l))]) with { BitBakePath = Folder["bitbake"] }).WriteTo(Folder);
        if (_product is not null)
            new ProductRecord(_product, "device-image", Array.Empty<ConfBlock>()).Write(Folder["product.json"]);
        return BuildStampCapture.Take(Inputs, Products);
    }

    /// <summary>Why a build is stale after a change; null where it is not.</summary>
    public string? ReasonAfter(Action change)
    {
        var before = Take().Stamp;
        change();
        return BuildStamp.Compare(before, Take().Stamp, _ => [])?.Replace(Folder.Path, "", StringComparison.Ordinal);
    }

    public BuildResult Result(params IReadOnlyList<string> alwaysStale) =>
        new("qemuarm64", [], new Dictionary<string, string> { ["TMPDIR"] = Folder["build/tmp"] }, alwaysStale);

    public void Dispose() => Folder.Dispose();
}

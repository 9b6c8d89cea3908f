using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Layers;

public class UpstreamRestoreTests
{
    [Fact]
    public async Task Scarthgap_takes_poky_and_orders_the_layers_by_what_they_need()
    {
        await RequireAllAsync("scarthgap", Upstream.Poky, Upstream.MetaOpenEmbedded, Upstream.MetaVirtualization);
        using var folder = new TemporaryFolder();

        var restored = await RestoreAsync(folder, "scarthgap",
            "meta-virtualization", "meta-networking", "meta-filesystems", "meta-python", "meta-oe");

        Assert.Equal(folder["obj/layers/poky"], restored.CorePath);
        Assert.StartsWith("2.8.", restored.BitBakeVersion, StringComparison.Ordinal);
        Assert.Equal(["scarthgap"], restored.Series);
        Assert.Equal(
            ["core", "yocto", "openembedded-layer", "meta-python", "networking-layer", "filesystems-layer", "virtualization-layer"],
            restored.Layers.Select(l => l.Collection));
        Assert.Equal(["meta-openembedded", "meta-virtualization", "poky"], restored.Repositories.Select(r => r.Name));
        await AssertCleanAsync(restored);
    }

    [Fact]
    public async Task Wrynose_takes_the_separate_repositories()
    {
        await Upstream.RequireAsync(Upstream.BitBake, "2.18");
        await RequireAllAsync("wrynose", Upstream.OECore, Upstream.MetaYocto);
        using var folder = new TemporaryFolder();

        var restored = await RestoreAsync(folder, "wrynose");

        Assert.Equal(folder["obj/layers/openembedded-core"], restored.CorePath);
        Assert.Equal(folder["obj/layers/bitbake"], restored.BitBakePath);
        Assert.StartsWith("2.18.", restored.BitBakeVersion, StringComparison.Ordinal);
        Assert.Equal(["wrynose"], restored.Series);
        Assert.Equal(["core", "yocto"], restored.Layers.Select(l => l.Collection));
        await AssertCleanAsync(restored);
    }

    private static async Task RequireAllAsync(string branch, params string[] urls)
    {
        foreach (var url in urls)
            await Upstream.RequireAsync(url, branch);
    }

    private static async Task<RestoredLayers> RestoreAsync(TemporaryFolder folder, string release, params string[] layers)
    {
        var project = folder.Write("device.yoctoproj", "<Project />");
        var places = new RestorePlaces(folder["yocto.lock.json"], folder["cache"], folder["obj/layers"], folder["obj/yocto.layers.json"]);
        var request = new RestoreRequest(project, release, null, null,
            [.. layers.Select(l => new LayerRequest(l, null, new Origin(project, "YoctoLayer", l)))], []);
        await new LayerRestore(places, new TestOutputLog()).RunAsync(request, RestoreMode.Restore, TestContext.Current.CancellationToken);
        return RestoredLayers.Read(places.RestoredLayersFile);
    }

    private static async Task AssertCleanAsync(RestoredLayers restored)
    {
        foreach (var repository in restored.Repositories)
        {
            var git = await Cli.Wrap("git").WithArguments(["-C", repository.Path, "status", "--porcelain"])
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Assert.Equal("", git.StandardOutput);
        }
    }
}

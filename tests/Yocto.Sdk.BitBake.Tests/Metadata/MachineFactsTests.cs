using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Metadata;

/// <summary>What the real confs of machines tell of the programs that they run.</summary>
public sealed class MachineFactsTests
{
    [Theory]
    [InlineData("zeus")]
    [InlineData("scarthgap")]
    public async Task The_tunes_tell_what_each_machine_runs(string release)
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<RestoredLayer> layers =
            [.. await ConfsAsync(folder, Upstream.Poky, release, "meta", "meta-yocto-bsp"), .. await ConfsAsync(folder, Upstream.MetaSunxi, release, "")];

        Assert.Equal(
            [
                "beaglebone-yocto: linux/arm/v7 linux-arm", "orange-pi-one: linux/arm/v7 linux-arm", "orange-pi-zero-plus2: linux/arm64 linux-arm64",
                "qemuarm: linux/arm/v7 linux-arm", "qemuarm64: linux/arm64 linux-arm64", "qemuarmv5: linux/arm/v5 ",
                "qemux86: linux/386 ", "qemux86-64: linux/amd64 linux-x64",
            ],
            ((string[])["beaglebone-yocto", "orange-pi-one", "orange-pi-zero-plus2", "qemuarm", "qemuarm64", "qemuarmv5", "qemux86", "qemux86-64"])
                .Select(m => Describe(m, layers)));
    }

    private static string Describe(string machine, IReadOnlyList<RestoredLayer> layers)
    {
        var facts = MachineFacts.Of($"MACHINE = \"{machine}\"\nDISTRO = \"poky\"\n", new LayerMetadata(new RestoredLayers("", "", "2.8.0", null, [], [], layers)));
        return $"{machine}: {facts.Architecture?.Platform} {facts.RuntimeIdentifier}";
    }

    /// <summary>The layers of a repository, with their conf folders alone.</summary>
    private static async Task<IReadOnlyList<RestoredLayer>> ConfsAsync(TemporaryFolder folder, string url, string release, params string[] layers)
    {
        await Upstream.RequireAsync(url, release);
        var clone = folder[Path.GetFileName(url)];
        await GitAsync("clone", "--quiet", "--depth=1", $"--branch={release}", "--filter=blob:none", "--no-checkout", url, clone);
        await GitAsync(["-C", clone, "checkout", "--quiet", "HEAD", "--", .. layers.Select(l => Path.Combine(l, "conf"))]);
        return [.. layers.Select(l => new RestoredLayer(null, Path.Combine(clone, l), l, null, url))];
    }

    private static async Task GitAsync(params string[] arguments) =>
        await Cli.Wrap("git").WithArguments(arguments).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}

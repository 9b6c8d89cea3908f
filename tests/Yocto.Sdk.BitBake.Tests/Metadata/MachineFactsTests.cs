using System.Runtime.Versioning;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.BitBake.Tests.Configuration;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Metadata;

/// <summary>What the real confs of machines tell of the programs that they run.</summary>
[SupportedOSPlatform("linux")]
public sealed class MachineFactsTests(BitBakeSources sources)
{
    // what OpenEmbedded-Core's bitbake.conf has about these variables, and in its order
    private const string BitBakeConf = """
        TMPDIR = "${TOPDIR}/tmp"
        CACHE = "${TMPDIR}/cache"
        PERSISTENT_DIR = "${TMPDIR}/cache"
        STAMP = "${TMPDIR}/stamps"
        T = "${TMPDIR}/work"
        B = "${TMPDIR}/work"
        PN = "none"
        TUNE_FEATURES ??= "${TUNE_FEATURES:tune-${DEFAULTTUNE}}"
        PACKAGE_EXTRA_ARCHS ??= "${PACKAGE_EXTRA_ARCHS:tune-${DEFAULTTUNE}}"
        TCLIBC ??= "glibc"
        OVERRIDES = "pn-${PN}:${MACHINEOVERRIDES}:${DISTROOVERRIDES}:class-target:libc-${TCLIBC}:forcevariable"
        DISTROOVERRIDES ?= "${@d.getVar('DISTRO') or ''}"
        MACHINEOVERRIDES ?= "${MACHINE}"
        include conf/site.conf
        include conf/auto.conf
        include conf/local.conf
        include conf/machine/${MACHINE}.conf
        include conf/distro/${DISTRO}.conf
        T_TUNE = "${DEFAULTTUNE}"
        T_FEATURES = "${TUNE_FEATURES}"
        T_PACKAGES = "${PACKAGE_EXTRA_ARCHS}"
        T_LIBC = "${TCLIBC}"

        """;

    [Theory]
    [InlineData("zeus")]
    [InlineData("scarthgap")]
    public async Task The_tunes_tell_what_each_machine_runs(string release)
    {
        await Upstream.RequireContentsAsync(Upstream.MetaSunxi, release);
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

    [Theory]
    [InlineData("dunfell", "1.46", "1.46.0")]
    [InlineData("scarthgap", "2.8", "2.8.0")]
    public async Task Bitbake_comes_to_the_same_facts_whoever_sets_the_tune_and_the_libc(string release, string branch, string version)
    {
        using var folder = new TemporaryFolder();
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);
        var separator = version == "1.46.0" ? '_' : ':';
        distribution.Write("layer/conf/bitbake.conf", BitBakeConf.Replace(":tune-", $"{separator}tune-", StringComparison.Ordinal));
        var core = Assert.Single(await ConfsAsync(folder, Upstream.Poky, release, "meta"));
        // its layer.conf imports it
        folder.Write(Path.Combine(core.Path, "lib/oe/__init__.py"), "");
        var layers = distribution.Layers with { Layers = [.. distribution.Layers.Layers, core] };
        var conf = new Setting(distribution.Write("site.conf", $"require tune.inc\nTCLIBC{separator}forcevariable = \"musl\"\n"));
        distribution.Write("tune.inc", "DEFAULTTUNE = \"core2-32\"\n");
        const string tune = "DEFAULTTUNE";
        (string Distro, Variable[] Variables, Setting[] ConfFiles)[] projects =
        [
            ("", [], []),
            ("", [new(tune, VariableOperation.Value, "core2-32"), new("TCLIBC", VariableOperation.Value, "musl")], []),
            ("", [new(tune, VariableOperation.Default, "core2-32"), new("TCLIBC", VariableOperation.WeakDefault, "musl")], []),
            ("", [new(tune, VariableOperation.WeakDefault, "core2-32"), new("TCLIBC", VariableOperation.Immediate, "musl")], []),
            ("", [new(tune, VariableOperation.Default, "core2-"), new(tune, VariableOperation.Append, "32")], []),
            ("", [new(tune, VariableOperation.Value, "core2-32", "qemux86-64"), new("TCLIBC", VariableOperation.Value, "musl", "acme")], []),
            ("", [new(tune, VariableOperation.Value, "core2-32", "qemux86-64"), new(tune, VariableOperation.Value, "core2-64", "acme")], []),
            ("", [new(tune, VariableOperation.Value, "core2-32", "libc-musl"), new("TCLIBC", VariableOperation.AppendWithoutSpace, "musl")], []),
            ("", [new("TUNE_FEATURES", VariableOperation.Remove, "m64"), new("TUNE_FEATURES", VariableOperation.Append, " m32")], []),
            ("", [new(tune, VariableOperation.Value, "core2-32", "other")], []),
            ("", [new("MACHINEOVERRIDES", VariableOperation.PrependWithoutSpace, "family:"), new(tune, VariableOperation.Value, "core2-32", "family")], []),
            ("", [], [conf]),
            ("DEFAULTTUNE = \"core2-32\"\nTCLIBC = \"musl\"\n", [new(tune, VariableOperation.Value, "core2-64")], []),
            ($"DEFAULTTUNE{separator}acme = \"core2-32\"\nTCLIBC ?= \"musl\"\n", [new("TCLIBC", VariableOperation.Value, "glibc")], []),
        ];

        var facts = new List<(string Distro, MachineArchitecture? Architecture, string CLibrary)>();
        foreach (var (distro, variables, confFiles) in projects)
        {
            distribution.Write("layer/conf/distro/acme.conf", distro);
            var answer = await distribution.ParseAsync(
                [new("MACHINE", VariableOperation.Value, "qemux86-64"), new("DISTRO", VariableOperation.Value, "acme"), .. variables],
                layers: layers, confFiles: confFiles);

            var (architecture, library) = MachineFacts.Of(
                File.ReadAllText(Path.Combine(distribution.BuildDirectory, "conf/local.conf")), new LayerMetadata(layers));
            var features = answer.Variables["T_FEATURES"].Split(' ').Append(answer.Variables["T_TUNE"]).ToHashSet();
            Assert.Equal(
                (MachineArchitecture.Of(features, answer.Variables["T_PACKAGES"].Split(' ')), answer.Variables["T_LIBC"]),
                (architecture, library));
            facts.Add((distro, architecture, library));
        }

        // none of the two sides is always the same
        Assert.Equal(["386", "amd64"], facts.Select(f => f.Architecture!.Platform.Architecture).Distinct().Order());
        Assert.Equal(["glibc", "musl"], facts.Select(f => f.CLibrary).Distinct().Order());
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

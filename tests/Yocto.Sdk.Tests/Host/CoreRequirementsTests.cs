using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Host;

public sealed class CoreRequirementsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_requirements_of_a_core_of_today_are_read()
    {
        _folder.Write("core/meta/conf/bitbake.conf", """
            HOSTTOOLS_DIR = "${TMPDIR}/hosttools"
            HOSTTOOLS += " \
                [ ar as \
                python3 \
            "
            HOSTTOOLS += "${@'ip ping' if d.getVar('X') else ''}"
            HOSTTOOLS_NONFATAL += "aws ccache"
            """);
        _folder.Write("core/meta/classes-global/sanity.bbclass", """
            SANITY_REQUIRED_UTILITIES ?= "patch diffstat git"

            def check_git_version(sanity_data):
                if bb.utils.vercmp_string_op(version, "1.8.3.1", "<"):
                    return "too old"
                return None

            def check_make_version(sanity_data):
                if bb.utils.vercmp_string_op(version, "4.0", "<"):
                    return "too old"
                if bb.utils.vercmp_string_op(version, "4.2.1", "=="):
                    return "broken"

            def check_perl_version(sanity_data):
                if bb.utils.vercmp_string_op(version, "9.9", "<"):
                    return "nobody asks for it here"

            def check_sanity_everybuild(status, d):
                if sys.hexversion < 0x030900F0:
                    status.addresult('too old')
            """);
        _folder.Write("core/meta/classes/sanity.bbclass", "SANITY_REQUIRED_UTILITIES = \"of-an-older-place\"\n");
        _folder.Write("bitbake/lib/bb/__init__.py", "if sys.version_info < (3, 8, 0):\n    raise RuntimeError\n");

        var core = CoreRequirements.Of(Layers("2.18.0"));

        Assert.Equal(["[", "ar", "as", "diffstat", "git", "patch"], core.Tools);
        Assert.Equal(
            [("git", new Version(1, 8, 3, 1)), ("make", new Version(4, 0))], core.ToolVersions.Select(v => (v.Key, v.Value)).Order());
        Assert.Equal((new Version(3, 9), null), (core.OldestPython, core.NewestPython));
    }

    [Fact]
    public void The_requirements_of_a_core_of_old_are_read()
    {
        _folder.Write("core/meta/conf/bitbake.conf", "HOSTTOOLS += \"tar awk\"\nHOSTTOOLS_append = \" makeinfo\"\n");
        _folder.Write("core/meta/classes/sanity.bbclass", """
            SANITY_REQUIRED_UTILITIES ?= "chrpath"
            def check_tar_version(sanity_data):
                version = result.split()[3]
                if LooseVersion(version) < LooseVersion("1.24"):
                    return "too old"

            def check_gcc_version(sanity_data):
                minimum_version = "5.0"
            """);
        _folder.Write("bitbake/lib/bb/__init__.py", "if sys.version_info < (3, 5, 0):\n    raise RuntimeError\n");

        var core = CoreRequirements.Of(Layers("1.46.0"));

        Assert.Equal(["awk", "chrpath", "makeinfo", "tar"], core.Tools);
        Assert.Equal(
            [("gcc", new Version(5, 0)), ("tar", new Version(1, 24))], core.ToolVersions.Select(v => (v.Key, v.Value)).Order());
        Assert.Equal((new Version(3, 5), new Version(3, 11)), (core.OldestPython, core.NewestPython));
    }

    [Theory]
    [InlineData("1.40.0", "3.9")]
    [InlineData("1.44.0", "3.9")]
    [InlineData("1.46.0", "3.11")]
    [InlineData("1.52.0", "3.11")]
    [InlineData("2.0.0", null)]
    [InlineData("2.19.0-dev", null)]
    public void Old_releases_do_not_run_on_every_newer_python(string bitBake, string? newest) =>
        Assert.Equal(newest, CoreRequirements.Of(Layers(bitBake)).NewestPython?.ToString());

    [Fact]
    public void A_layer_adds_host_tools_in_its_conf()
    {
        _folder.Write("core/meta/conf/bitbake.conf", "HOSTTOOLS += \"tar\"\n");
        _folder.Write("layer/conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\nHOSTTOOLS:append = \" dpkg \\\n  mcopy\"\n# HOSTTOOLS += \"no\"\n");

        Assert.Equal(["dpkg", "mcopy", "tar"], CoreRequirements.Of(Layers("2.8.0", _folder["layer"])).Tools);
    }

    [Fact]
    public void A_bitbake_without_a_core_asks_for_nothing_but_python()
    {
        _folder.Write("bitbake/lib/bb/__init__.py", "");

        var core = CoreRequirements.Of(Layers("2.8.0") with { CorePath = null });

        Assert.Empty(core.Tools);
        Assert.Empty(core.ToolVersions);
        Assert.Equal(new Version(3, 4), core.OldestPython);
    }

    public void Dispose() => _folder.Dispose();

    private RestoredLayers Layers(string bitBake, params string[] layers) => new(
        "any", _folder["bitbake"], bitBake, _folder["core"], [], [],
        [new RestoredLayer(null, _folder["core/meta"], "core", null, "core"), .. layers.Select(l => new RestoredLayer(l, l, null, null, null))]);
}

using Yocto.Sdk.Configuration;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product;
using Yocto.Sdk.Project;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class ExportLayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();
    private readonly string _project;

    public ExportLayerTests()
    {
        _project = _folder.Write("Device.yoctoproj", "<Project Sdk=\"Yocto.Sdk\">\n<PropertyGroup>\n<Image>core-image-minimal</Image>\n</PropertyGroup>\n</Project>");
        _folder.Write("layers/poky/meta/conf/machine/qemux86-64.conf", "");
        _folder.Write("obj/meta-device/recipes-product/images/device-image.bb", ConfFile.Header("Device.yoctoproj") + "\nrequire recipes-core/images/core-image-minimal.bb\n");
        File.SetUnixFileMode(_folder.Write("obj/meta-device/recipes-a/a/files/a.sh", "#!/bin/sh\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _folder.Write("site.conf", "SITE = \"here\"\n");
        var layers = TestLayers.Of(
            TestLayers.Core(_folder["layers/poky/meta"]),
            new RestoredLayer("meta-oe", _folder["layers/meta-openembedded/meta-oe"], "openembedded-layer", null, "meta-openembedded"),
            TestLayers.Own("layers/meta-own/", _folder["layers/meta-own"], "own", priority: 9));
        (layers with
        {
            BitBakePath = _folder["layers/poky/bitbake"],
            CorePath = _folder["layers/poky"],
            Repositories =
            [
                new RestoredRepository("meta-openembedded", "https://git.example/meta-openembedded", new string('1', 40), _folder["layers/meta-openembedded"]),
                new RestoredRepository("poky", "https://git.example/poky", new string('2', 40), _folder["layers/poky"]),
            ],
        }).WriteTo(_folder);
        new ProductRecord(_folder["obj/meta-device"], "device-image", [new ConfBlock("YoctoContainerEngine", ["DISTRO_FEATURES:append = \" seccomp\""])])
            .Write(_folder["obj/product.json"]);
        new ProductRequest("device",
            new BuildConfiguration("Device.yoctoproj", new Setting("qemux86-64"), null, new Setting("core-image-minimal"), [], [], [], [],
                [new Variable("ACME", VariableOperation.Value, "1")], [new Setting(_folder["site.conf"])], "/cache/downloads", "/cache/sstate"),
            null, null, null, null, [], [], [], []).Write(new BuildFolder(_folder["obj"]).Request);
    }

    [Fact]
    public void An_exported_layer_has_what_bitbake_alone_needs()
    {
        Assert.True(Task().Execute(), string.Join('\n', _engine.Errors.Select(e => e.Message)));

        Assert.Equal(
            [
                "README.md",
                "conf/project/1-site.conf",
                "conf/templates/default/bblayers.conf.sample",
                "conf/templates/default/local.conf.sample",
                "recipes-a/a/files/a.sh",
                "recipes-product/images/device-image.bb",
            ],
            Directory.EnumerateFiles(_folder["export/meta-device"], "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_folder["export/meta-device"], f)).Order(StringComparer.Ordinal));
        Assert.Equal("""
            # Exported by Yocto.Sdk from Device.yoctoproj.

            # What every build directory has
            BBPATH = "${TOPDIR}"
            BBFILES ?= ""

            # The layers, next to each other as README.md lists them
            BBLAYERS ?= "\
                ##OEROOT##/meta \
                ##OEROOT##/../meta-openembedded/meta-oe \
                ##OEROOT##/../meta-own \
                ##OEROOT##/../meta-device \
            "

            """, Exported("conf/templates/default/bblayers.conf.sample"));
        Assert.Equal("""
            # Exported by Yocto.Sdk from Device.yoctoproj.

            # Machine
            MACHINE = "qemux86-64"

            # YoctoLayer layers/meta-own/
            BBFILE_PRIORITY_own = "9"

            # YoctoContainerEngine
            DISTRO_FEATURES:append = " seccomp"

            # YoctoVariable ACME
            ACME = "1"

            # YoctoConf
            require conf/project/1-site.conf

            """, Exported("conf/templates/default/local.conf.sample"));
        Assert.StartsWith("# Exported by Yocto.Sdk from Device.yoctoproj.\n", Exported("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        Assert.True(File.GetUnixFileMode(_folder["export/meta-device/recipes-a/a/files/a.sh"]).HasFlag(UnixFileMode.UserExecute));
        Assert.Contains($"| `poky` from https://git.example/poky | `{new string('2', 40)}` |", Exported("README.md"), StringComparison.Ordinal);
        Assert.Contains("TEMPLATECONF=$PWD/meta-device/conf/templates/default . poky/oe-init-build-env build\n    bitbake device-image\n", Exported("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_updates_is_not_exported()
    {
        var product = ProductRecord.Read(_folder["obj/product.json"])!;
        (product with { Bundle = new UpdateBundle("device-bundle", "/home/me/update.key.pem") }).Write(_folder["obj/product.json"]);

        Assert.True(Task().Execute(), string.Join('\n', _engine.Errors.Select(e => e.Message)));

        Assert.Contains("    bitbake device-bundle\n", Exported("README.md"), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_folder["export/meta-device"], "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("/home/me", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void An_exported_layer_is_never_overwritten()
    {
        _folder.Write("export/meta-device/mine.bb", "mine");

        Assert.False(Task().Execute());

        Assert.Equal("YOCTO5105", Assert.Single(_engine.Errors).Code);
        Assert.Equal("mine", Exported("mine.bb"));
        Assert.Equal([_folder["export/meta-device"]], Directory.EnumerateFileSystemEntries(_folder["export"]));
    }

    [Fact]
    public void A_project_without_a_product_layer_has_nothing_to_export()
    {
        File.Delete(_folder["obj/product.json"]);

        Assert.False(Task().Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO5104", 3), (error.Code, error.LineNumber));
        Assert.False(Directory.Exists(_folder["export"]));
    }

    public void Dispose() => _folder.Dispose();

    private string Exported(string path) => File.ReadAllText(_folder[$"export/meta-device/{path}"]);

    private ExportLayer Task() => new()
    {
        BuildEngine = _engine,
        ProjectFile = _project,
        RestoredLayersFile = _folder["layers.json"],
        IntermediateDirectory = _folder["obj"],
        ExportDirectory = _folder["export"],
        BuildDirectory = _folder["obj/build"],
    };
}

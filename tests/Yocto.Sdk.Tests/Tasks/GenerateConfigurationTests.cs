using Microsoft.Build.Utilities;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class GenerateConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();
    private readonly string _project;

    public GenerateConfigurationTests()
    {
        _project = _folder.Write("device.yoctoproj", """
            <Project Sdk="Yocto.Sdk">
              <PropertyGroup>
                <Machine>qemuarm</Machine>
                <Distro>poki</Distro>
                <Image>core-image-minimale</Image>
              </PropertyGroup>
              <ItemGroup>
                <YoctoPackage Include="podman;Pod_Man" />
                <YoctoVariable Include="FOO" Value="${FOO}" />
                <YoctoVariable Include="BAR" />
                <YoctoConf Include="nowhere.conf" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("poky/meta/conf/layer.conf", "BBPATH .= \":${LAYERDIR}:${LAYERDIR}/more\"\n");
        _folder.Write("poky/meta/conf/machine/qemuarm64.conf", "");
        _folder.Write("poky/meta/more/conf/machine/beagle.conf", "");
        _folder.Write("poky/meta/conf/distro/poky.conf", "");
        _folder.Write("poky/meta/recipes-core/images/core-image-minimal.bb", "");
        _folder.Write("poky/meta/recipes-core/images/acme-image_1.0.bb", "PROVIDES += \"product-image\"\n");
        Restore(TestLayers.Core(_folder["poky/meta"]));
    }

    [Fact]
    public void A_good_project_gets_its_two_conf_files_once()
    {
        var task = Task("qemuarm64", "poky", "core-image-minimal");

        Assert.True(task.Execute());

        var local = _folder["build/conf/local.conf"];
        Assert.Contains("MACHINE = \"qemuarm64\"", File.ReadAllText(local), StringComparison.Ordinal);
        Assert.Contains(_folder["poky/meta"], File.ReadAllText(_folder["build/conf/bblayers.conf"]), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_folder["build/conf"]).Length);
        File.SetLastWriteTimeUtc(local, DateTime.UnixEpoch);

        Assert.True(Task("qemuarm64", "poky", "core-image-minimal").Execute());

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(local));

        Assert.True(Task("beagle", "poky", "core-image-minimal").Execute());

        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(local));
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_configuration_is_told_at_once_and_at_its_line()
    {
        var task = Task("qemuarm", "poki", "core-image-minimale");
        task.Read.Packages = [Item("podman"), Item("Pod_Man")];
        task.Read.Variables = [Item("FOO", ("Value", "${FOO}")), Item("BAR")];
        task.Read.ConfFiles = [Item(_folder["nowhere.conf"])];

        Assert.False(task.Execute());

        Assert.Equal(
            [
                ("YOCTO3012", 10), ("YOCTO3018", 9), ("YOCTO3002", 3), ("YOCTO3003", 4), ("YOCTO3004", 5), ("YOCTO3006", 8),
                ("YOCTO3021", 11),
            ],
            _engine.Errors.Select(e => (e.Code, e.LineNumber)));
        Assert.Contains("Did you mean 'qemuarm64'?", _engine.Errors[2].Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'poky'?", _engine.Errors[3].Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'core-image-minimal'?", _engine.Errors[4].Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'pod-man'?", _engine.Errors[5].Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["build"]));
    }

    [Theory]
    [InlineData("core-image-minimal", true)]
    [InlineData("acme-image", true)]
    [InlineData("product-image", true)]
    [InlineData("lib32-core-image-minimal", true)]
    [InlineData("no-image", false)]
    [InlineData("core-image-minimal acme-image", false)]
    public void Only_an_image_that_nothing_mentions_is_refused(string image, bool accepted) =>
        Assert.Equal(accepted, Task("qemuarm64", "poky", image).Execute());

    [Fact]
    public void An_empty_value_of_a_variable_is_a_value()
    {
        var task = Task("qemuarm64", "poky", "core-image-minimal");
        task.Read.Variables = [Item("FOO", ("Value", ""), ("Override", ""))];

        Assert.True(task.Execute());

        Assert.Contains("\nFOO = \"\"\n", File.ReadAllText(_folder["build/conf/local.conf"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_operations_in_one_YoctoVariable_are_an_error()
    {
        var task = Task("qemuarm64", "poky", "core-image-minimal");
        task.Read.Variables = [Item("FOO", ("append", "a"), ("Prepend", "b"))];

        Assert.False(task.Execute());

        Assert.Equal("YOCTO3013", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void A_layer_in_a_folder_that_bitbake_can_not_list_is_refused()
    {
        Restore(
            new RestoredLayer(null, _folder["poky/meta"], "core", null, "poky"),
            new RestoredLayer("my layer", _folder["my layer"], null, null, null));

        Assert.False(Task("qemuarm64", "poky", "core-image-minimal").Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("YOCTO3022", error.Code);
        Assert.Contains("contains a space", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_a_core_needs_neither_machine_nor_distro()
    {
        TestLayers.WithoutCore(TestLayers.Own("tiny", _folder["tiny"])).WriteTo(_folder);

        Assert.True(Task("", "", "").Execute());
    }

    [Fact]
    public void A_project_that_was_not_restored_can_not_be_configured()
    {
        File.Delete(_folder["layers.json"]);

        Assert.False(Task("qemuarm64", "poky", "core-image-minimal").Execute());

        Assert.Equal("YOCTO1045", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void A_damaged_list_of_restored_layers_is_an_error()
    {
        File.WriteAllText(_folder["layers.json"], "{ \"Release\":");

        Assert.False(Task("qemuarm64", "poky", "core-image-minimal").Execute());

        Assert.Equal("YOCTO1045", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void A_conf_folder_that_can_not_be_written_is_named()
    {
        _folder.Write("build", "a file where the build directory should be");

        Assert.False(Task("qemuarm64", "poky", "core-image-minimal").Execute());

        Assert.Equal("YOCTO1055", Assert.Single(_engine.Errors).Code);
    }

    public void Dispose() => _folder.Dispose();

    private void Restore(params IReadOnlyList<RestoredLayer> layers) =>
        (TestLayers.Of(layers) with { CorePath = _folder["poky"] }).WriteTo(_folder);

    private ProductTasks Task(string machine, string distro, string image) => new(new ReadProduct
    {
        BuildEngine = _engine,
        ProjectFile = _project,
        RestoredLayersFile = _folder["layers.json"],
        IntermediateDirectory = _folder["obj"],
        ProductName = "device",
        Machine = machine,
        Distro = distro,
        Image = image,
        DownloadDirectory = "/cache/downloads/",
        SstateDirectory = "/cache/sstate/",
    })
    {
        BuildDirectory = _folder["build"],
    };

    private static TaskItem Item(string include, params (string Name, string Value)[] metadata)
    {
        TaskItem item = new(include);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);
        return item;
    }
}

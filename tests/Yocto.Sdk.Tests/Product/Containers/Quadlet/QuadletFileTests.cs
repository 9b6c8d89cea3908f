using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Product.Containers.Quadlet;

public sealed class QuadletFileTests : IDisposable
{
    private static readonly PreloadedImage[] _preloaded = [new("sensor", "localhost/sensor:latest", "sha256:2", "/s", "sensor.oci.tar")];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_container_Quadlet_runs_one_image()
    {
        var file = QuadletFile.Read(_folder.Write("sensor.container", """
            [Container]
            # Image=another
            Image = sensor

            [Install]
            WantedBy=multi-user.target
            """), null);

        Assert.Equal("sensor.service", file.Unit);
        Assert.True(file is { IsApplication: true, Starts: true, Yaml: null });
        var image = Assert.Single(file.Images);
        Assert.Equal(("sensor", 3, 9), (image.Text, image.Location.Line, image.Location.Column));
        Assert.Equal("""
            [Container]
            # Image=another
            Image = localhost/sensor:latest

            [Install]
            WantedBy=multi-user.target
            """, ImageUse.Rewrite(file.Text, file.Images, _preloaded));
    }

    [Fact]
    public void A_kube_Quadlet_runs_the_images_of_its_YAML()
    {
        _folder.Write("shop.yml", """
            apiVersion: v1
            kind: Pod
            spec:
              containers:
                - name: web
                  image: sensor
              initContainers:
                - image: sensor:latest
            """);

        var file = QuadletFile.Read(_folder.Write("shop.kube", "[Kube]\nYaml=shop.yml\n"), null);

        Assert.Equal(["sensor", "sensor:latest"], file.Images.Select(i => i.Text));
        Assert.Equal([6, 8], file.Images.Select(i => i.Location.Line));
        Assert.Equal(_folder["shop.yml"], file.Yaml!.File);
        Assert.False(file.Starts);
    }

    [Fact]
    public void An_alias_in_the_YAML_of_a_kube_Quadlet_is_one_place()
    {
        var yaml = _folder.Write("shop.yml", "x: &img sensor\nspec: &spec\n  containers:\n    - image: *img\n      name: a\n---\nspec:\n  containers: [ { image: &b sensor }, { image: *b } ]\n");

        var file = QuadletFile.Read(_folder.Write("shop.kube", "[Kube]\nYaml=shop.yml\n"), null);

        Assert.Equal(2, file.Images.Count);
        Assert.Equal(
            File.ReadAllText(yaml).Replace("sensor", "localhost/sensor:latest", StringComparison.Ordinal),
            YamlText.Rename(yaml, file.Yaml!.Text, file.Images, _preloaded));
    }

    [Fact]
    public void The_last_image_of_a_container_Quadlet_counts_as_for_podman() =>
        Assert.Equal("sensor:2", Assert.Single(QuadletFile.Read(_folder.Write("a.container", "[Container]\nImage=sensor:1\nImage=sensor:2\n"), null).Images).Text);

    [Fact]
    public void Files_of_one_name_from_two_folders_are_one_too_many_on_the_device()
    {
        foreach (var folder in (string[])["a", "b"])
        {
            _folder.Write($"{folder}/web.network", "[Network]\n");
            _folder.Write($"{folder}/{folder}.kube", "[Kube]\nYaml=shop.yml\n[Install]\n");
            _folder.Write($"{folder}/shop.yml", "");
        }

        var reader = new QuadletReader(new AvailableLayers(TestLayers.Of()), DeviceEngine.Of("podman", "")!);
        var (_, problems) = reader.Read([.. ((string[])["a/web.network", "a/a.kube", "b/web.network", "b/b.kube", "b/b.kube"])
            .Select(f => new QuadletSettings(new Setting(f), _folder[f]))]);

        Assert.Equal(
        [
            ("YOCTO5335", $"'{_folder["a/web.network"]}' and '{_folder["b/web.network"]}' would both be web.network on the device. Rename one of them."),
            ("YOCTO5335", $"'{_folder["a/shop.yml"]}' and '{_folder["b/shop.yml"]}' would both be shop.yml on the device. Rename one of them."),
        ], problems.Select(p => (p.Code, p.Message)));
    }

    [Theory]
    [InlineData("../elsewhere.yml", "YOCTO5334", "'../elsewhere.yml' is not in the folder of shop.kube, where podman finds it on the device. Move it there and write its name, or write an absolute path on the device.")]
    [InlineData("below/shop.yml", "YOCTO5334", "'below/shop.yml' is not in the folder of shop.kube, where podman finds it on the device. Move it there and write its name, or write an absolute path on the device.")]
    [InlineData("link.yml", "YOCTO5328", "'link.yml' is or has a link that leads nowhere, or out of the folder of shop.kube. Copy what it leads to into that folder.")]
    public void YAML_from_elsewhere_is_no_part_of_a_kube_Quadlet(string name, string code, string message)
    {
        _folder.Write("elsewhere.yml", "");
        _folder.Write("units/below/shop.yml", "");
        File.CreateSymbolicLink(_folder["units/link.yml"], "../elsewhere.yml");

        var problem = Assert.Single(Assert.Throws<YoctoException>(() => QuadletFile.Read(_folder.Write("units/shop.kube", $"[Kube]\nYaml={name}\n"), null)).Diagnostics);

        Assert.Equal((code, message, 2), (problem.Code, problem.Message, problem.Location!.Line));
    }

    [Theory]
    [InlineData("web.network", "web-network.service")]
    [InlineData("data.volume", "data-volume.service")]
    public void Network_and_volume_Quadlets_run_no_image(string name, string unit)
    {
        var file = QuadletFile.Read(_folder.Write(name, "[Network]\n"), null);

        Assert.Equal((unit, false), (file.Unit, file.IsApplication));
        Assert.Empty(file.Images);
    }
}

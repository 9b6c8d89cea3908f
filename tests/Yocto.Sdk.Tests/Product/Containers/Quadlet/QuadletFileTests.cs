using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Testing;

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

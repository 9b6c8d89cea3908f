using System.Xml.Linq;
using Microsoft.Build.Utilities;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class OutputItemTests
{
    private static readonly FileIdentity _identity = new(1234567890123, 1, 1);

    [Theory]
    [InlineData("/p/bin/an image.wic")]
    [InlineData("/p/bin/100%25.wic")]
    [InlineData("/p/bin/a;b.wic")]
    [InlineData("/p/bin/it's $(Here) @(There) %(Everywhere).wic")]
    [InlineData("/p/bin/*.wic?")]
    [InlineData("/p/bin/a&b<c>\"d\".wic")]
    [InlineData("/p/bin/größer.wic")]
    public void The_path_of_an_output_arrives_in_MSBuild_as_it_is(string path)
    {
        var name = Path.GetFileName(path);
        var outputs = Outputs(Image(name) with { Bmap = $"{name}.bmap" }, "/p/bin");

        var element = Assert.Single(XElement.Parse(OutputItem.ProjectOf(outputs)).Descendants("YoctoImage"));

        // the constructor and SetMetadata take what a project file holds, and undo its escapes
        var item = new TaskItem((string)element.Attribute("Include")!);
        foreach (var metadata in element.Attributes())
            item.SetMetadata(metadata.Name.LocalName == "Include" ? "Given" : metadata.Name.LocalName, metadata.Value);
        Assert.Equal((path, path, $"{path}.bmap"), (item.ItemSpec, item.GetMetadata("Given"), item.GetMetadata("Bmap")));
        Assert.DoesNotContain(';', (string)element.Attribute("Include")!);
        Assert.DoesNotContain('*', (string)element.Attribute("Include")!);
    }

    [Fact]
    public void An_output_has_the_metadata_that_are_known_of_it()
    {
        var image = Assert.Single(OutputItem.AllOf(Outputs(Image("a.wic") with { Manifest = "sub/a.manifest" }, "/p/bin")));
        var artifact = Assert.Single(OutputItem.AllOf(Outputs(
            new DeployedFile("/deploy/Image", "Image", OutputKind.Artifact, "Kernel", "linux-yocto", "deploy", null), "/p/bin", image: null)));

        Assert.Equal(("YoctoImage", "/p/bin/a.wic"), (image.ItemType, image.Include));
        Assert.Equal(
            "Machine=qemuarm64 Image=device Recipe=device Type=wic Size=1234567890123 Sha256=0a Manifest=/p/bin/sub/a.manifest DeployPath=/deploy/a.wic",
            string.Join(' ', image.Metadata.Select(m => $"{m.Key}={m.Value}")));
        Assert.Equal(("YoctoArtifact", "/p/bin/Image"), (artifact.ItemType, artifact.Include));
        Assert.Equal(
            "Machine=qemuarm64 Recipe=linux-yocto Type=Kernel Size=1234567890123 Sha256=0a DeployPath=/deploy/Image",
            string.Join(' ', artifact.Metadata.Select(m => $"{m.Key}={m.Value}")));
    }

    [Fact]
    public void A_distribution_without_machines_has_outputs_without_one() =>
        Assert.DoesNotContain("Machine",
            Assert.Single(OutputItem.AllOf(Outputs(Image("a.wic"), "/p/bin") with { Machine = "" })).Metadata.Select(m => m.Key));

    private static DeployedFile Image(string name) =>
        new("/deploy/a.wic", name, OutputKind.Image, "wic", "device", "image_complete", null);

    private static BuildOutputs Outputs(DeployedFile file, string folder, string? image = "device") => new(
        folder, "qemuarm64", [new OutputFile(file, image, _identity, _identity, "0a")], new Dictionary<string, FileIdentity>(), [file.Name]);
}

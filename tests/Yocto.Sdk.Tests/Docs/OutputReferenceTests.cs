using System.Text.RegularExpressions;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Docs;

public sealed partial class OutputReferenceTests
{
    [Fact]
    public void Every_metadata_of_an_output_is_in_the_reference()
    {
        var identity = new FileIdentity(1, 1, 1);
        var deployed = new DeployedFile("/deploy/a.wic", "a.wic", OutputKind.Image, "wic", "core-image-minimal", "image_complete", null, "a.wic.bmap", "a.manifest");
        var outputs = new BuildOutputs("/bin", "qemuarm64", [new OutputFile(deployed, "core-image-minimal", identity, identity, "0")], new Dictionary<string, FileIdentity>(), []);

        var given = Assert.Single(OutputItem.AllOf(outputs)).Metadata.Select(m => m.Key);

        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs/reference/outputs.md"));
        var described = Row().Matches(page[page.IndexOf("## Metadata\n", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value);
        Assert.Equal(given, described);
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

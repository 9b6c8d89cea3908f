using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.BitBake.Tests.Samples;

public sealed class ContainerHostSampleTests(PreparedHost host)
{
    [HeavyFact(2)]
    public async Task The_application_of_the_container_host_answers()
    {
        await Upstream.RequireDebianAsync();
        using var project = await SampleProject.CreateAsync(host, "container-host", "scarthgap");
        PutOwnImage(project);

        var test = await project.DotnetAsync("test");

        Assert.Equal([], test.Errors);
        test.Succeeded();
        var result = Assert.Single(XDocument.Load(project["TestResults/container-host_qemux86-64.trx"]).Descendants(), e => e.Name.LocalName == "UnitTestResult");
        Assert.Equal("web.http: the application answers through the device's port", result.Attribute("testName")!.Value);
        Assert.Equal("Passed", result.Attribute("outcome")!.Value);
    }

    /// <summary>No test asks a public registry: in the place of its image, one whose containers run the device's own busybox.</summary>
    private static void PutOwnImage(SampleProject project)
    {
        var layout = new OciLayout(project["layout"]);
        var links = new Dictionary<string, string> { ["bin"] = "usr/bin", ["lib"] = "usr/lib", ["lib64"] = "usr/lib64" };
        var image = layout.AddImage("amd64", new Dictionary<string, byte[]>(), ["/usr/bin/busybox"], links: links);
        layout.Name(image, "docker.io/library/busybox:1.36.1").Archive(project["busybox.oci.tar"]);

        var file = project["container-host.yoctoproj"];
        var document = XDocument.Load(file);
        Assert.Single(document.Descendants("YoctoContainer")).SetAttributeValue("Include", "busybox.oci.tar");
        document.Save(file);
        var compose = project["compose.yml"];
        File.WriteAllText(compose, File.ReadAllText(compose).Replace("volumes: [", "volumes: [\"/usr:/usr:ro\", ", StringComparison.Ordinal));
    }
}

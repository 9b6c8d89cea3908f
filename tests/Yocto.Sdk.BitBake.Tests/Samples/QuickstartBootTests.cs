using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

public sealed class QuickstartBootTests(PreparedHost host)
{
    [HeavyFact]
    public async Task The_quickstarts_image_boots_and_runs_a_container_with_crun()
    {
        using var project = await SampleProject.QuickstartAsync(host);
        var images = await project.BuildAsync();
        Assert.Equal(["ext4", "tar.zst", "wic"], images.Keys.Order());

        var test = await project.DotnetAsync("test --no-build");

        Assert.Equal([], test.Errors);
        var results = XDocument.Load(project["TestResults/quickstart_qemux86-64.trx"]).Descendants()
            .Where(e => e.Name.LocalName == "UnitTestResult")
            .Select(e => (e.Attribute("testName")!.Value, e.Attribute("outcome")!.Value));
        Assert.Equal([("podman.sh", "Passed")], results);
        test.Succeeded();
    }
}

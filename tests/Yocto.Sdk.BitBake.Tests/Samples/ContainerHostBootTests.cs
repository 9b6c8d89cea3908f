using System.Text;
using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.BitBake.Tests.Samples;

public sealed class ContainerHostBootTests(PreparedHost host)
{
    /// <summary>Two to three minutes on two idle processors.</summary>
    [HeavyFact]
    public async Task A_device_is_configured_as_declared_and_runs_what_it_came_with()
    {
        using var project = await QuickstartProject.CreateAsync(host);
        Declare(project);
        MakeImage(project);
        File.Delete(project["checks/podman.sh"]);
        await File.WriteAllTextAsync(project["checks/host.sh"], """
            set -eu
            test "$(podman info --format '{{.Host.OCIRuntime.Name}}')" = crun
            test "$(podman info --format '{{.Host.CgroupManager}}')" = systemd
            test "$(podman info --format '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}')" = "overlay /srv/containers"
            # the loader runs at boot; this waits for it
            systemctl start container-preload
            programs="--volume /usr:/usr:ro --volume /usr/lib:/lib:ro --volume /usr/lib64:/lib64:ro"
            test "$(podman run --rm --network none $programs localhost/marker:1)" = "made by the test"
            # nothing else is accepted
            refusal=$(podman load -i /usr/share/containers/preload/marker.oci.tar 2>&1) && exit 1
            echo "$refusal" | grep "rejected by policy"

            """, TestContext.Current.CancellationToken);
        await project.BuildAsync();

        var test = await project.DotnetAsync("test --no-build");

        Assert.Equal([], test.Errors);
        var results = XDocument.Load(project["TestResults/quickstart_qemux86-64.trx"]).Descendants()
            .Where(e => e.Name.LocalName == "UnitTestResult")
            .Select(e => (e.Attribute("testName")!.Value, e.Attribute("outcome")!.Value));
        Assert.Equal([("host.sh", "Passed")], results);
        test.Succeeded();
    }

    private static void Declare(QuickstartProject project)
    {
        var file = project["quickstart.yoctoproj"];
        var document = XDocument.Load(file);
        document.Root!.Element("PropertyGroup")!.Add(
            new XElement("YoctoContainerEngine", "podman"), new XElement("YoctoContainerStorage", "/srv/containers"));
        foreach (var replaced in document.Descendants().Where(e => e.Name.LocalName is "YoctoPackage" or "YoctoDistroFeature").ToList())
            replaced.Remove();
        document.Root.Element("ItemGroup")!.Add(new XElement("YoctoContainer", new XAttribute("Include", "marker.oci.tar")));
        document.Save(file);
    }

    // a container of the device's own programs, which the check mounts into it
    private static void MakeImage(QuickstartProject project)
    {
        var layout = new OciLayout(project["layout"]);
        var image = layout.AddImage("amd64", new Dictionary<string, byte[]>
        {
            ["marker"] = Encoding.UTF8.GetBytes("made by the test\n"),
        }, ["/usr/bin/cat", "/marker"]);
        layout.Name(image, "localhost/marker:1").Archive(project["marker.oci.tar"]);
    }
}

using System.Text;
using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>A container host from a few lines of a project, on a medium of its own: what it does at its first boot and later.</summary>
public sealed class DeviceBootTests(PreparedHost host)
{
    // the containers of these tests run the device's own programs
    private const string Shell = """
        set -eu
        systemctl is-system-running --wait || true # to the end of the boot
        programs="--volume /usr:/usr:ro --volume /usr/lib:/lib:ro --volume /usr/lib64:/lib64:ro"
        web() {
            for second in $(seq 120); do
                [ "$(wget -q -O - http://127.0.0.1:8080/marker 2>/dev/null)" != "made by the test" ] || return 0
                sleep 1
            done
            systemctl status compose-quickstart --no-pager -n 30
            podman ps -a
            return 1
        }

        """;

    [HeavyFact]
    public async Task It_runs_what_it_came_with_and_keeps_its_data_when_its_plug_is_pulled()
    {
        using var project = await SampleProject.QuickstartAsync(host);
        Declare(project);
        MakeImage(project);
        await project.BuildAsync();
        var device = SampleDevice.Flash(project, 1L << 30);

        await using (var first = await device.BootAsync())
        {
            await SampleDevice.RunAsync(first, Shell + """
                test "$(podman info --format '{{.Host.OCIRuntime.Name}} {{.Host.CgroupManager}}')" = "crun systemd"
                test "$(podman info --format '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}')" = "overlay /data/containers"
                # the partition has grown to the end of the medium
                test "$(df -m /data | awk 'NR == 2 { print $2 }')" -gt 500
                test "$(podman run --rm --network none $programs localhost/marker:1 cat /marker/marker)" = "made by the test"
                # nothing else is accepted
                refusal=$(podman load -i /usr/share/containers/preload/marker.oci.tar 2>&1) && exit 1
                echo "$refusal" | grep "rejected by policy"
                web
                echo kept > /data/kept
                sync
                """);
        }

        await using (var second = await device.BootAsync())
        {
            await SampleDevice.RunAsync(second, Shell + """
                test "$(cat /data/kept)" = kept
                web
                test "$(podman images --quiet | wc -l)" = 1
                test -z "$(systemctl list-units --failed --plain --no-legend)"
                """);
        }
    }

    private static void Declare(SampleProject project)
    {
        var file = project["quickstart.yoctoproj"];
        var document = XDocument.Load(file);
        document.Root!.Element("PropertyGroup")!.Add(
            new XElement("YoctoContainerEngine", "podman"), new XElement("YoctoDataPartition", "/data"));
        foreach (var replaced in document.Descendants().Where(e => e.Name.LocalName is "YoctoPackage" or "YoctoDistroFeature").ToList())
            replaced.Remove();
        document.Root.Element("ItemGroup")!.Add(
            new XElement("YoctoContainer", new XAttribute("Include", "marker.oci.tar")),
            new XElement("YoctoCompose", new XAttribute("Include", "compose.yml")));
        document.Save(file);
        File.WriteAllText(project["compose.yml"], """
            services:
              web:
                image: localhost/marker:1
                command: ["httpd", "-f", "-p", "8080", "-h", "/marker"]
                restart: always
                ports: ["8080:8080"]
                volumes: ["/usr:/usr:ro", "/usr/lib:/lib:ro", "/usr/lib64:/lib64:ro"]

            """);
    }

    private static void MakeImage(SampleProject project)
    {
        var layout = new OciLayout(project["layout"]);
        var image = layout.AddImage("amd64", new Dictionary<string, byte[]>
        {
            ["marker/marker"] = Encoding.UTF8.GetBytes("made by the test\n"),
        }, ["/usr/bin/busybox"]);
        layout.Name(image, "localhost/marker:1").Archive(project["marker.oci.tar"]);
    }
}

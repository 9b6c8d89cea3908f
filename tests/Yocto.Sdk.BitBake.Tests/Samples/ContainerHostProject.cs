using System.Text;
using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>The quickstart made a container host by a few lines: a data partition, an image that comes with it, a compose application.</summary>
public sealed class ContainerHostProject(PreparedHost host) : IDisposable
{
    private SampleProject? _project;

    /// <summary>Builds it, or what has changed since, and writes its image to a medium of 1 GiB.</summary>
    public async Task<SampleDevice> FlashAsync(string machine = "qemux86-64", string properties = "")
    {
        _project ??= await MakeAsync();
        await _project.BuildAsync($"-p:Machine={machine} {properties}");
        return SampleDevice.Flash(_project, machine, 1L << 30);
    }

    public void Dispose() => _project?.Dispose();

    private async Task<SampleProject> MakeAsync()
    {
        var project = await SampleProject.QuickstartAsync(host);
        Declare(project["quickstart.yoctoproj"]);
        MakeImage(project);
        await File.WriteAllTextAsync(project["compose.yml"], """
            services:
              web:
                image: localhost/marker:1
                command: ["httpd", "-f", "-p", "8080", "-h", "/marker"]
                restart: always
                ports: ["8080:8080"]
                volumes: ["/usr:/usr:ro", "kept:/kept"]
            volumes:
              kept:

            """);
        return project;
    }

    private static void Declare(string file)
    {
        var document = XDocument.Load(file);
        document.Root!.Element("PropertyGroup")!.Add(
            new XElement("YoctoContainerEngine", "podman"), new XElement("YoctoDataPartition", "/data"));
        foreach (var replaced in document.Descendants().Where(e => e.Name.LocalName is "YoctoPackage" or "YoctoDistroFeature").ToList())
            replaced.Remove();
        document.Root.Element("ItemGroup")!.Add(
            new XElement("YoctoContainer", new XAttribute("Include", "marker.oci.tar")),
            new XElement("YoctoCompose", new XAttribute("Include", "compose.yml")));
        document.Save(file);
    }

    /// <summary>An image for each machine, whose containers run the device's own programs.</summary>
    private static void MakeImage(SampleProject project)
    {
        var layout = new OciLayout(project["layout"]);
        var files = new Dictionary<string, byte[]> { ["marker/marker"] = Encoding.UTF8.GetBytes("made by the test\n") };
        var links = new Dictionary<string, string> { ["bin"] = "usr/bin", ["lib"] = "usr/lib", ["lib64"] = "usr/lib64" };
        var images = new[] { "amd64", "arm64" }.Select(a => layout.AddImage(a, files, ["/usr/bin/busybox"], links: links)).ToArray();
        layout.Name(layout.AddIndex(OciLayout.Index, images), "localhost/marker:1").Archive(project["marker.oci.tar"]);
    }
}

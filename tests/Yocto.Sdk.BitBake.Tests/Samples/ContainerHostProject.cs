using System.Text;
using System.Xml.Linq;
using CliWrap;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>The quickstart made a container host by a few lines: a data partition, an image that comes with it, an application in it.</summary>
public sealed class ContainerHostProject(PreparedHost host) : IDisposable
{
    private const string Applications = "Applications";

    private SampleProject? _project;

    public string this[string relative] => _project![relative];

    /// <summary>Builds it, or what has changed since, and writes its image to a medium of 1 GiB.</summary>
    public async Task<SampleDevice> FlashAsync(string machine = "qemux86-64", string properties = "", long bytes = 1L << 30)
    {
        await BuildAsync(machine, properties);
        return SampleDevice.Flash(_project!, machine, bytes);
    }

    /// <returns>The items <c>YoctoImage</c>, each as its type and its path.</returns>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(string machine = "qemux86-64", string properties = "")
    {
        _project ??= await MakeAsync();
        return await _project.BuildAsync($"-p:Machine={machine} {properties}");
    }

    /// <summary>Builds it, which fails.</summary>
    public async Task<DotnetRun> BuildInVainAsync(string properties) => (await _project!.DotnetAsync($"build {properties}")).Failed();

    /// <summary>Builds it, exports its layer, and builds that as its README says: by bitbake alone.</summary>
    /// <returns>The manifests of both images.</returns>
    public async Task<(string Ours, string Theirs)> ExportAndBuildAsync()
    {
        _project ??= await MakeAsync();
        await _project.BuildAsync();
        // the repositories lie there beside each other already
        (await _project.DotnetAsync("build -t:YoctoExportLayer -p:YoctoExportDirectory=obj/layers")).Succeeded();
        await RunAsync($"""
            cp -r {_project["layers/meta-debian-binaries"]} .
            TEMPLATECONF=$PWD/meta-quickstart/conf/templates/default . poky/oe-init-build-env plain
            echo 'DL_DIR = "{host.CacheDirectory}/downloads"' >> conf/local.conf
            {(Environment.IsPrivilegedProcess ? "unshare -U --map-user=1000 --map-group=1000 " : "")}bitbake quickstart-image
            """);
        return (await ManifestAsync("bin/Debug/qemux86-64"), await ManifestAsync("obj/layers/plain/tmp/deploy/images/qemux86-64"));
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
        await File.WriteAllTextAsync(project["web.container"], """
            [Container]
            Image=localhost/marker:1
            Exec=httpd -f -p 8080 -h /marker
            PublishPort=8080:8080
            Volume=/usr:/usr:ro
            Volume=kept:/kept

            [Service]
            Restart=always

            [Install]
            WantedBy=multi-user.target

            """);
        await File.WriteAllTextAsync(project["shop.kube"], """
            [Kube]
            Yaml=shop.yml

            [Install]
            WantedBy=multi-user.target

            """);
        await File.WriteAllTextAsync(project["shop.yml"], """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
            spec:
              containers:
                - name: till
                  image: localhost/marker:1
                  args: ["httpd", "-f", "-p", "8080", "-h", "/marker"]
                  ports: [{ containerPort: 8080, hostPort: 8081 }]
                  volumeMounts: [{ name: programs, mountPath: /usr, readOnly: true }]
              volumes:
                - name: programs
                  hostPath: { path: /usr }

            """);
        return project;
    }

    private async Task RunAsync(string script)
    {
        var output = new StringBuilder();
        var run = await Cli.Wrap("bash")
            .WithArguments(["-e", "-c", script])
            .WithWorkingDirectory(_project!["obj/layers"])
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["LANG"] = "en_US.UTF-8", ["HOME"] = _project["home"] })
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.True(run.IsSuccess, output.ToString());
    }

    private Task<string> ManifestAsync(string folder) => File.ReadAllTextAsync(
        _project![$"{folder}/quickstart-image-qemux86-64.rootfs.manifest"], TestContext.Current.CancellationToken);

    private static void Declare(string file)
    {
        var document = XDocument.Load(file);
        document.Root!.Element("PropertyGroup")!.Add(
            new XElement("YoctoContainerEngine", "podman"), new XElement("YoctoDataPartition", "/data"), new XElement(Applications, "compose"));
        foreach (var replaced in document.Descendants().Where(e => e.Name.LocalName is "YoctoPackage" or "YoctoDistroFeature").ToList())
            replaced.Remove();
        document.Root.Element("ItemGroup")!.Add(
            new XElement("YoctoContainer", new XAttribute("Include", "marker.oci.tar")),
            With(Applications, "compose", "YoctoCompose", "compose.yml"),
            With(Applications, "quadlet", "YoctoQuadlet", "web.container;shop.kube"),
            With("DebianRelease", "trixie", "YoctoVariable", "DEBIAN_RELEASE", "trixie"),
            new XElement("YoctoPackage", new XAttribute("Include", "$(MorePackages)")),
            With("YoctoUpdateEngine", "rauc", "YoctoLayer", "meta-rauc"),
            Signed("RAUC_CERT_FILE", "signer"), Signed("RAUC_KEY_FILE", "key"),
            With("YoctoUpdateEngine", "rauc", "YoctoVariable", "APPEND", "quiet=a|b&c;d"),
            With("YoctoUpdateEngine", "rauc", "YoctoHostTool", "grub-mkimage;mksquashfs;qemu-img;rauc;sfdisk"));
        document.Save(file);
    }

    /// <summary>A variable that overrules the project's key.</summary>
    private static XElement Signed(string variable, string extension) => new(
        "YoctoVariable", new XAttribute("Include", variable), new XAttribute("Override", "forcevariable"),
        new XAttribute("Value", $"$(Stranger).{extension}"), new XAttribute("Condition", "'$(Stranger)' != ''"));

    private static XElement With(string property, string word, string item, string include, string? value = null) => new(
        item, new XAttribute("Include", include), value is null ? null : new XAttribute("Value", value),
        new XAttribute("Condition", $"'$({property})' == '{word}'"));

    /// <summary>An image for each machine, whose containers run the device's own programs.</summary>
    private static void MakeImage(SampleProject project)
    {
        var layout = new OciLayout(project["layout"]);
        var files = new Dictionary<string, byte[]> { ["marker/marker"] = Encoding.UTF8.GetBytes("made by the test\n") };
        var links = new Dictionary<string, string> { ["bin"] = "usr/bin", ["lib"] = "usr/lib", ["lib64"] = "usr/lib64" };
        var images = new[] { ("amd64", null), ("arm64", null), ("arm", "v7") }
            .Select(a => layout.AddImage(a.Item1, files, ["/usr/bin/busybox"], a.Item2, links: links)).ToArray();
        layout.Name(layout.AddIndex(OciLayout.Index, images), "localhost/marker:1").Archive(project["marker.oci.tar"]);
    }
}

using System.Xml.Linq;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product.Applications;

public sealed class ApplicationReaderTests : IDisposable
{
    private static readonly MachineFacts _arm64 = new(new MachineArchitecture(new ImagePlatform("arm64"), "arm64"), "glibc");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_reference_to_an_application_says_how_it_runs()
    {
        var application = Read(
            ("YoctoDeploy", "container"), ("Arguments", "--quiet '50 % done'"), ("Environment", "A=1; B=two words"), ("Ports", "8080:80;127.0.0.1:5353:53/udp"),
            ("Volumes", "data:/data;/srv:/srv:ro"), ("Network", "host"));

        Assert.Equal(("sensor", Deployment.Container, "linux-arm64", true, "host"),
            (application.Name, application.Deployment, application.RuntimeIdentifier, application.Start, application.Network));
        Assert.Equal(["--quiet", "50 % done"], application.Arguments);
        Assert.Equal(["A=1", "B=two words"], application.Environment);
        Assert.Equal(["8080:80", "127.0.0.1:5353:53/udp"], application.Ports);
        Assert.Equal(["data:/data", "/srv:/srv:ro"], application.Volumes);
    }

    [Theory]
    [InlineData("../My.Sensor/My.Sensor.csproj", "", "my-sensor")]
    [InlineData("../Sensor_1/Sensor_1.csproj", "", "sensor-1")]
    [InlineData("../Sensor/Sensor.csproj", "probe", "probe")]
    public void The_name_of_an_application_follows_from_its_project_unless_the_reference_gives_one(string project, string name, string expected) =>
        Assert.Equal(expected, new ApplicationReader("board", () => _arm64, hasEngine: false).Read(
            SettingsOf(project, ("YoctoDeploy", "native"), ("Name", name))).Value!.Name);

    [Theory]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("No", false)]
    public void An_application_is_started_at_boot_unless_the_reference_says_otherwise(string start, bool expected) =>
        Assert.Equal(expected, Read(("YoctoDeploy", "native"), ("Start", start)).Start);

    [Fact]
    public void An_application_with_a_runtime_identifier_of_its_own_asks_the_machine_for_nothing()
    {
        var reader = new ApplicationReader("board", () => throw new InvalidOperationException("the machine was asked"), hasEngine: false);

        Assert.Equal("linux-musl-arm", reader.Read(
            SettingsOf("Sensor.csproj", ("YoctoDeploy", "native"), ("RuntimeIdentifier", "linux-musl-arm"))).Value!.RuntimeIdentifier);
    }

    [Fact]
    public void An_application_for_a_machine_that_dotnet_does_not_run_on_or_that_is_not_known_is_refused()
    {
        var riscv = new MachineFacts(new MachineArchitecture(new ImagePlatform("riscv64"), null), "glibc");
        var unknown = new MachineFacts(null, "glibc");

        Assert.Equal(
            ["YOCTO5342 at : .NET has no runtime for the machine 'board', which is linux/riscv64. If you have one, give the reference the metadata RuntimeIdentifier."],
            Problems(riscv, ("YoctoDeploy", "native")));
        Assert.Equal(
            ["YOCTO5341 at : The runtime identifier can't be determined from the conf file of the machine 'board'. Give the reference the metadata RuntimeIdentifier, for example linux-arm64."],
            Problems(unknown, ("YoctoDeploy", "native")));
    }

    [Theory]
    [InlineData("YoctoDeploy", "docker", "YOCTO5340", "YoctoDeploy is 'docker'. Set it to container or native.")]
    [InlineData("Name", "My Sensor", "YOCTO5327", "'My Sensor' can't be the name of an application, because it also names a recipe. Use lower-case letters, digits, '.', '+' and '-', and begin with a letter.")]
    [InlineData("Start", "perhaps", "YOCTO1061", "Start is 'perhaps', which is neither true nor false. Set it to true or false.")]
    [InlineData("Ports", "80", "YOCTO5344", "'80' is not a port. Write device:container, for example 8080:80, and append /udp for UDP.")]
    [InlineData("Volumes", "data:relative", "YOCTO5345", "'data:relative' is not a volume. Write a volume's name or an absolute path on the device, then the path in the container, for example data:/var/lib/sensor.")]
    [InlineData("Environment", "NAME", "YOCTO5346", "'NAME' is not an environment variable with its value. Write NAME=value, and separate several with semicolons.")]
    [InlineData("Environment", "NAME=a\u0085b", "YOCTO5346", "'NAME=a\u0085b' is not an environment variable with its value. Write NAME=value, and separate several with semicolons.")]
    [InlineData("Arguments", "it's", "YOCTO5349", "The arguments it's have a quote that is not closed. Close it, or write a backslash before a quote that is a part of a word.")]
    [InlineData("Network", "my network", "YOCTO5347", "'my network' is not a network. Write host, none or the name of a network.")]
    public void Metadata_that_an_application_cannot_have_is_an_error_at_its_place(string metadata, string value, string code, string message) =>
        Assert.Equal([$"{code} at {metadata}: {message}"], Problems(_arm64, ("YoctoDeploy", "container"), (metadata, value)));

    [Theory]
    [InlineData("Ports", "80:80")]
    [InlineData("Volumes", "data:/data")]
    [InlineData("Network", "host")]
    public void Metadata_of_a_container_is_refused_on_a_native_application(string metadata, string value) => Assert.Equal(
        [$"YOCTO5348 at {metadata}: The metadata {metadata} is only for applications in containers, but this one is native. Delete the metadata."],
        Problems(_arm64, ("YoctoDeploy", "native"), (metadata, value)));

    private Application Read(params (string Name, string Value)[] metadata)
    {
        var (application, problems) = new ApplicationReader("board", () => _arm64, hasEngine: true)
            .Read(SettingsOf("../Sensor/Sensor.csproj", metadata));
        Assert.Empty(problems);
        return application!;
    }

    private IEnumerable<string> Problems(MachineFacts facts, params (string Name, string Value)[] metadata)
    {
        var (application, problems) = new ApplicationReader("board", () => facts, hasEngine: true)
            .Read(SettingsOf("../Sensor/Sensor.csproj", metadata));
        Assert.Null(application);
        return problems.Select(p => $"{p.Code} at {MetadataAt(p.Location!)}: {p.Message}");
    }

    /// <summary>A reference in a project file, each metadata on a line of its own. The last of a name counts.</summary>
    private ApplicationSettings SettingsOf(string project, params (string Name, string Value)[] metadata)
    {
        var written = metadata.GroupBy(m => m.Name).Select(g => g.Last()).Where(m => m.Value.Length > 0).ToDictionary(m => m.Name, m => m.Value);
        var file = _folder.Write("device.yoctoproj", new XElement("Project", new XElement("ItemGroup",
            new XElement("ProjectReference", new XAttribute("Include", project), written.Select(m => new XElement(m.Key, m.Value))))).ToString());
        var reference = new Origin(file, "ProjectReference", project);
        return new ApplicationSettings(
            new Setting(project, reference), Of("YoctoDeploy"), Of("Name"), Of("Start"), Of("RuntimeIdentifier"),
            Of("Arguments"), Of("Environment"), Of("Ports"), Of("Volumes"), Of("Network"));

        Setting? Of(string name) => written.TryGetValue(name, out var value) ? new Setting(value, reference with { Metadata = name }) : null;
    }

    /// <summary>The metadata at a place; empty for the reference itself.</summary>
    private static string MetadataAt(SourceLocation location) =>
        File.ReadLines(location.File).ElementAt(location.Line - 1).Split('<', '>', ' ').First(word => word.Length > 0) is var name
            && name != "ProjectReference" ? name : "";
}

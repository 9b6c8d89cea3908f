using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Product.Applications;

public sealed class ApplicationReaderTests
{
    private static readonly MachineFacts _arm64 = new(new MachineArchitecture(new ImagePlatform("arm64"), "arm64"), "glibc");

    [Fact]
    public void A_reference_says_how_the_application_runs()
    {
        var application = Read(
            ("YoctoDeploy", "container"), ("Arguments", "--quiet"), ("Environment", "A=1; B=two words"), ("Ports", "8080:80;127.0.0.1:5353:53/udp"),
            ("Volumes", "data:/data;/srv:/srv:ro"), ("Network", "host"));

        Assert.Equal(("sensor", Deployment.Container, "linux-arm64", true, "--quiet", "host"),
            (application.Name, application.Deployment, application.RuntimeIdentifier, application.Start, application.Arguments, application.Network));
        Assert.Equal(["A=1", "B=two words"], application.Environment);
        Assert.Equal(["8080:80", "127.0.0.1:5353:53/udp"], application.Ports);
        Assert.Equal(["data:/data", "/srv:/srv:ro"], application.Volumes);
    }

    [Theory]
    [InlineData("../My.Sensor/My.Sensor.csproj", "", "my-sensor")]
    [InlineData("../Sensor_1/Sensor_1.csproj", "", "sensor-1")]
    [InlineData("../Sensor/Sensor.csproj", "probe", "probe")]
    public void Its_name_follows_from_the_project_unless_it_has_one(string project, string name, string expected) =>
        Assert.Equal(expected, new ApplicationReader("board", () => _arm64).Read(
            project, MetadataOf(("YoctoDeploy", "native"), ("Name", name)), _ => null, [])!.Name);

    [Theory]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("No", false)]
    public void It_is_started_at_boot_unless_the_reference_says_otherwise(string start, bool expected) =>
        Assert.Equal(expected, Read(("YoctoDeploy", "native"), ("Start", start)).Start);

    [Fact]
    public void A_runtime_identifier_of_its_own_asks_the_machine_for_nothing()
    {
        var reader = new ApplicationReader("board", () => throw new InvalidOperationException("the machine was asked"));

        Assert.Equal("linux-musl-arm", reader.Read(
            "Sensor.csproj", MetadataOf(("YoctoDeploy", "native"), ("RuntimeIdentifier", "linux-musl-arm")), _ => null, [])!.RuntimeIdentifier);
    }

    [Fact]
    public void A_machine_that_tells_nothing_or_that_dotnet_does_not_run_on_is_refused()
    {
        var riscv = new MachineFacts(new MachineArchitecture(new ImagePlatform("riscv64"), null), "glibc");
        var unknown = new MachineFacts(null, "glibc");

        Assert.Equal(
            ["YOCTO5342 at : .NET has no runtime for the machine 'board', which is linux/riscv64. An application for it can't be .NET's; if it can after all, give the reference the metadata RuntimeIdentifier."],
            Problems(riscv, ("YoctoDeploy", "native")));
        Assert.Equal(
            ["YOCTO5341 at : The conf of the machine 'board' does not tell which of .NET's runtimes it runs. Give the reference the metadata RuntimeIdentifier, linux-arm64 say."],
            Problems(unknown, ("YoctoDeploy", "native")));
    }

    [Theory]
    [InlineData("YoctoDeploy", "docker", "YOCTO5340", "'docker' is no way to deploy an application. Set YoctoDeploy to container or to native.")]
    [InlineData("Name", "My Sensor", "YOCTO5327", "'My Sensor' can't be the name of an application: it names a recipe, so use lower-case letters, digits and . + -, and begin with a letter.")]
    [InlineData("Start", "perhaps", "YOCTO1061", "'perhaps' is neither true nor false. Set Start to one of the two.")]
    [InlineData("Ports", "80", "YOCTO5344", "'80' is no port to publish: write the device's and the container's, 8080:80 say, with /udp where it is meant.")]
    [InlineData("Volumes", "data:relative", "YOCTO5345", "'data:relative' is no volume: write the name of one, or an absolute path of the device, and the container's path, data:/var/lib/sensor say.")]
    [InlineData("Environment", "NAME", "YOCTO5346", "'NAME' is no environment variable with its value: write NAME=value, several are separated by semicolons.")]
    [InlineData("Network", "my network", "YOCTO5347", "'my network' is no network of the engine: write host, none, or the name of one.")]
    public void What_cannot_be_is_an_error_at_its_metadata(string metadata, string value, string code, string message) =>
        Assert.Equal([$"{code} at {metadata}: {message}"], Problems(_arm64, ("YoctoDeploy", "container"), (metadata, value)));

    [Theory]
    [InlineData("Ports", "80:80")]
    [InlineData("Volumes", "data:/data")]
    [InlineData("Network", "host")]
    public void What_is_a_containers_is_refused_of_a_native_one(string metadata, string value) => Assert.Equal(
        [$"YOCTO5348 at {metadata}: A native application uses the device's own {metadata}, and the metadata {metadata} is for those in containers. Delete it."],
        Problems(_arm64, ("YoctoDeploy", "native"), (metadata, value)));

    private static Application Read(params (string Name, string Value)[] metadata)
    {
        var problems = new List<Diagnostic>();
        var application = new ApplicationReader("board", () => _arm64).Read("../Sensor/Sensor.csproj", MetadataOf(metadata), _ => null, problems);
        Assert.Empty(problems);
        return application!;
    }

    private static IEnumerable<string> Problems(MachineFacts facts, params (string Name, string Value)[] metadata)
    {
        var problems = new List<Diagnostic>();
        Assert.Null(new ApplicationReader("board", () => facts).Read(
            "../Sensor/Sensor.csproj", MetadataOf(metadata), name => new SourceLocation(name), problems));
        return problems.Select(p => $"{p.Code} at {p.Location!.File}: {p.Message}");
    }

    // the last of a name counts
    private static Func<string, string> MetadataOf(params (string Name, string Value)[] metadata) =>
        name => metadata.LastOrDefault(m => m.Name == name).Value ?? "";
}

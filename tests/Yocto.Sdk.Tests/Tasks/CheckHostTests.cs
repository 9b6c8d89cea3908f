using Microsoft.Build.Utilities;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Tasks;

/// <summary>The task, on the machine that the test runs on.</summary>
public sealed class CheckHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();

    [Fact]
    public void A_host_tool_of_the_projects_that_is_missing_is_an_error_at_its_line()
    {
        var task = Task();
        task.HostTools = [new TaskItem("no-such-tool-of-ours")];

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors, e => e.Code == "YOCTO2002");
        Assert.Equal((_folder["device.yoctoproj"], 3), (error.File, error.LineNumber));
        Assert.Contains("no-such-tool-of-ours", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_the_package_manager_reads_as_an_option_is_refused_at_its_line()
    {
        var task = Task();
        var tool = new TaskItem("no-such-tool-of-ours");
        tool.SetMetadata("Package", "-oAPT::Update::Pre-Invoke::=/bin/sh");
        task.HostTools = [tool];

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO2025", 3), (error.Code, error.LineNumber));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-1")]
    [InlineData("1,5")]
    public void A_minimum_disk_space_that_is_no_number_is_refused_at_its_line(string space)
    {
        var task = Task();
        task.MinimumFreeDiskSpace = space;

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO2020", 2), (error.Code, error.LineNumber));
        Assert.Equal($"YoctoMinimumFreeDiskSpace is '{space}', which is not a number. Set it to a number of GiB, for example 50.", error.Message);
    }

    [Fact]
    public void A_minimum_disk_space_that_no_disk_has_is_refused()
    {
        var task = Task();
        task.MinimumFreeDiskSpace = "1.5e9";

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors, e => e.Code == "YOCTO2010");
        Assert.Contains("but the build requires 1500000000 GiB.", error.Message, StringComparison.Ordinal);
        Assert.Equal((_folder["device.yoctoproj"], 2), (error.File, error.LineNumber));
    }

    public void Dispose() => _folder.Dispose();

    private CheckHost Task()
    {
        _folder.Write("device.yoctoproj", """
            <Project>
              <YoctoMinimumFreeDiskSpace>x</YoctoMinimumFreeDiskSpace>
              <YoctoHostTool Include="no-such-tool-of-ours" />
            </Project>
            """);
        (TestLayers.WithoutCore() with { BitBakePath = _folder["bitbake"] }).WriteTo(_folder);
        return new CheckHost
        {
            BuildEngine = _engine,
            ProjectFile = _folder["device.yoctoproj"],
            RestoredLayersFile = _folder["layers.json"],
            BuildDirectory = _folder["build"],
            BridgeFile = _folder["bridge/__main__.py"],
        };
    }
}

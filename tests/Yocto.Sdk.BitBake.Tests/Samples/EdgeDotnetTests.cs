using System.Diagnostics;
using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>Two .NET applications and the device that they run on, in one solution.</summary>
public sealed class EdgeDotnetTests(PreparedHost host)
{
    [HeavyFact(2)]
    public async Task The_applications_run_on_the_device_and_only_the_one_whose_source_changes_is_rebuilt()
    {
        await Upstream.RequireDebianAsync();
        using var project = await SampleProject.CreateAsync(host, "edge-dotnet", "scarthgap");
        using var dotnet = DotnetBaseImage.Serve(project["base-image"]);
        await BuildAndTestAsync();

        Replace("Web/Program.cs", "Hello from the edge", "Hello again");
        Replace("device/checks/web.http", "Hello from the edge", "Hello again");
        var second = await BuildAndTestAsync();

        var rebuilt = TaskRecord.Of(second).Select(t => t.Recipe).Distinct().Order();
        Assert.Equal(["container-web", "device-image"], rebuilt);

        async Task<DotnetRun> BuildAndTestAsync()
        {
            var watch = Stopwatch.StartNew();
            var build = await project.DotnetAsync($"build edge-dotnet.slnx -p:ContainerBaseImage={dotnet.Name}");
            Assert.Equal([], build.Errors);
            build.Succeeded();
            TestContext.Current.TestOutputHelper!.WriteLine($"built in {watch.Elapsed.TotalSeconds:F0} s");
            var test = await project.DotnetAsync("test device --no-build");
            Assert.Equal([], test.Errors);
            Assert.Equal([("agent.sh", "Passed"), ("web.http: the application answers through the device's port", "Passed")], XDocument.Load(project["device/TestResults/device_qemux86-64.trx"]).Descendants()
                .Where(e => e.Name.LocalName == "UnitTestResult")
                .Select(e => (e.Attribute("testName")!.Value, e.Attribute("outcome")!.Value)));
            return build;
        }

        void Replace(string file, string old, string text) =>
            File.WriteAllText(project[file], File.ReadAllText(project[file]).Replace(old, text, StringComparison.Ordinal));
    }
}

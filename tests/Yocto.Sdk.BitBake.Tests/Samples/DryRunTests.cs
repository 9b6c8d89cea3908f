using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>What is built from source, resolved to its last task: thousands, which takes bitbake many minutes.</summary>
public sealed partial class DryRunTests(PreparedHost host)
{
    [HeavyTheory(2)]
    [InlineData("edge-container-os", "scarthgap")]
    [InlineData("edge-container-os-wrynose", "wrynose")]
    public async Task Every_task_of_a_sample_is_resolved(string sample, string release)
    {
        using var project = await SampleProject.CreateAsync(host, sample, release);

        await ResolveAsync(project);
    }

    [HeavyFact(2)]
    public async Task The_quickstart_without_the_line_of_its_layer_is_built_from_source()
    {
        using var project = await SampleProject.CreateAsync(host, "quickstart", "scarthgap");
        var file = project["quickstart.yoctoproj"];
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var line = Assert.Single(lines, l => l.Contains("layers/meta-debian-binaries/", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(file, lines.Where(l => l != line), TestContext.Current.CancellationToken);

        await ResolveAsync(project);
    }

    [HeavyTheory(2)]
    [InlineData("kirkstone")]
    [InlineData("scarthgap")]
    [InlineData("walnascar")]
    [InlineData("whinlatter")]
    [InlineData("wrynose")]
    public async Task A_container_host_is_resolved_on_every_release(string release)
    {
        using var project = await SampleProject.CreateAsync(host, "edge-container-os", release);

        await ResolveAsync(project, "-p:YoctoContainerEngine=podman -p:YoctoDataPartition=/data -p:YoctoReadOnlyRoot=true");
    }

    private static async Task ResolveAsync(SampleProject project, string properties = "")
    {
        var run = (await project.DotnetAsync($"build -t:YoctoDryRun {properties}")).Succeeded();

        Assert.Equal([], run.Warnings);
        Assert.InRange(int.Parse(Resolved().Match(run.Output).Groups["tasks"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), 3_000, 10_000);
        Assert.False(Directory.Exists(project["bin"]));
    }

    [GeneratedRegex(@"\n  Resolved (?<tasks>[\d,]+) tasks in \d+ s, ran none of them\n")]
    private static partial Regex Resolved();
}

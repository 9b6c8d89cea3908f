using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>The tutorial's own release, layers and packages, resolved to the last task in a container of its time; and its twin.</summary>
[Collection(nameof(DebianImage))]
public sealed partial class TutorialTests(PreparedHost host, DebianImage image)
{
    [HeavyFact(2)]
    public async Task Every_task_of_the_tutorial_is_resolved()
    {
        await image.RequireAsync();
        using var project = await SampleProject.TutorialAsync(host);

        await ResolveAsync(project, $"-p:YoctoBuildContainer={await image.ExportAsync()}");
    }

    [HeavyFact(2)]
    public async Task Every_task_of_the_tutorial_on_scarthgap_is_resolved()
    {
        await Upstream.RequireAsync(Upstream.MetaArm, "scarthgap");
        await Upstream.RequireContentsAsync(Upstream.MetaSunxi, "scarthgap");
        using var project = await SampleProject.CreateAsync(host, "orange-pi-scarthgap", "scarthgap");

        await ResolveAsync(project, "");
    }

    private static async Task ResolveAsync(SampleProject project, string properties)
    {
        var run = (await project.DotnetAsync($"build -t:YoctoDryRun {properties}")).Succeeded();

        Assert.InRange(int.Parse(Resolved().Match(run.Output).Groups["tasks"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), 3_000, 10_000);
        Assert.False(Directory.Exists(project["bin"]));
    }

    [GeneratedRegex(@"\n  Resolved (?<tasks>[\d,]+) tasks in \d+ s, ran none of them\n")]
    private static partial Regex Resolved();
}

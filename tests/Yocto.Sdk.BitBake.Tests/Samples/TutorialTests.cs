using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>The tutorial's own release, layers and packages, resolved to the last task in a container of its time.</summary>
[Collection(nameof(DebianImage))]
public sealed partial class TutorialTests(PreparedHost host, DebianImage image)
{
    [HeavyFact(2)]
    public async Task Every_task_is_resolved()
    {
        await image.RequireAsync();
        using var project = await SampleProject.TutorialAsync(host);

        var run = (await project.DotnetAsync($"build -t:YoctoDryRun -p:YoctoBuildContainer={await image.ExportAsync()}")).Succeeded();

        Assert.InRange(int.Parse(Resolved().Match(run.Output).Groups["tasks"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), 3_000, 4_000);
        Assert.False(Directory.Exists(project["bin"]));
    }

    [GeneratedRegex(@"\n  Resolved (?<tasks>[\d,]+) tasks in \d+ s, ran none\n")]
    private static partial Regex Resolved();
}

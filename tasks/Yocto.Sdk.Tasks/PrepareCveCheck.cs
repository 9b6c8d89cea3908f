using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Vulnerabilities;

namespace Yocto.Sdk.Tasks;

/// <summary>Finds the recipes of what was built, and writes the conf file by which bitbake checks them.</summary>
public sealed class PrepareCveCheck : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>Absolute.</summary>
    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary><c>YoctoCveStatus</c> items.</summary>
    public ITaskItem[] Statuses { get; set; } = [];

    /// <summary>The recipes whose packages are in the images, and those that the images are booted with.</summary>
    [Output]
    public string[] Recipes { get; private set; } = [];

    /// <summary>For <c>bitbake --postread</c>; absolute.</summary>
    [Output]
    public string ConfFile { get; private set; } = "";

    internal static string ReportsIn(string buildDirectory) => Path.Combine(buildDirectory, "yocto-sdk", "cve");

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var conf = CveCheckConf.Of(layers.CorePath, layers.BitBakeVersion) ?? throw new YoctoException(CveErrors.NoClass.At(OriginOf("YoctoRelease"), layers.Release));
        var statuses = Statuses.Select(StatusOf).ToList();
        Settle([.. CveStatus.Problems(statuses, conf.Statuses)]);
        var build = BuildResult.Read(Folder.BuildResult) ?? throw new YoctoException(OutputErrors.NotBuilt.Create(Folder.BuildResult));

        using var _ = FileAccount.Assume(Account);
        Recipes = [.. RecipesOf(build)];
        var reports = ReportsIn(BuildDirectory);
        FolderTree.Remove(reports);
        ConfFile = Path.Combine(BuildDirectory, "yocto-sdk", "cve-check.conf");
        WholeFile.WriteIfChanged(ConfFile, conf.ToText(reports, statuses));
        return Task.CompletedTask;
    }

    internal static CveStatus StatusOf(ITaskItem item, Func<ITaskItem, Project.Origin> originOf) => new(
        item.ItemSpec, item.GetMetadata("Recipe"), item.GetMetadata("Status"), item.GetMetadata("Reason").Trim(), originOf(item));

    private CveStatus StatusOf(ITaskItem item) => StatusOf(item, i => OriginOf(i, "YoctoCveStatus"));

    private static IEnumerable<string> RecipesOf(BuildResult build)
    {
        return InstalledPackage.InImagesOf(build)
            .Select(p => p.Recipe)
            .OfType<string>()
            .Concat(BootFiles.Manifests(build).Select(m => m.Recipe))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }
}

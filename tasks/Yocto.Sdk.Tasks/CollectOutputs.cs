using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace Yocto.Sdk.Tasks;

/// <summary>Delivers what bitbake has deployed to <c>bin/</c>, and gives it as items; cheap when nothing changed.</summary>
public sealed class CollectOutputs : BuildTask
{
    /// <summary><c>bin/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The task that bitbake was asked for; empty for its default.</summary>
    public string? TaskName { get; set; }

    /// <summary><c>YoctoImage</c> items: metadata Machine, Image, Recipe, Type, Size, Sha256, Bmap, Manifest, DeployPath.</summary>
    [Output]
    public ITaskItem[] Images { get; private set; } = [];

    /// <summary><c>YoctoArtifact</c> items: metadata Machine, Image, Recipe, Type, Size, Sha256, DeployPath.</summary>
    [Output]
    public ITaskItem[] Artifacts { get; private set; } = [];

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(OutputDirectory));
        var task = TaskName is { } name && name.StartsWith("do_", StringComparison.Ordinal) ? name[3..] : TaskName;
        var collector = new OutputCollector(folder, Folder.Outputs, this, Account, Folder.Bills);
        var build = BuildResult.Read(Folder.BuildResult) ?? throw new YoctoException(OutputErrors.NotBuilt.Create(Folder.BuildResult));
        var outputs = await collector.CollectAsync(build, task, cancellation);
        WholeFile.WriteIfChanged(Folder.OutputItems, OutputItem.ProjectOf(outputs));
        var items = OutputItem.AllOf(outputs);
        Images = [.. items.Where(i => i.ItemType == OutputItem.Image).Select(ItemOf)];
        Artifacts = [.. items.Where(i => i.ItemType == OutputItem.Artifact).Select(ItemOf)];
    }

    // TaskItem unescapes what it is given
    private static TaskItem ItemOf(OutputItem item) =>
        new(OutputItem.Escape(item.Include), item.Metadata.ToDictionary(m => m.Key, m => OutputItem.Escape(m.Value)));
}

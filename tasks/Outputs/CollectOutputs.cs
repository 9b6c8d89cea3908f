using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Outputs;

/// <summary>Delivers what bitbake has deployed to <c>bin/</c>, and gives it as items; cheap when nothing changed.</summary>
public sealed class CollectOutputs : OutputsTask
{
    /// <summary><c>build-result.json</c>; absolute.</summary>
    [Required]
    public string BuildResultFile { get; set; } = "";

    /// <summary><c>bin/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The task that bitbake was asked for; empty for its default.</summary>
    public string? TaskName { get; set; }

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(OutputDirectory));
        var task = TaskName is { } name && name.StartsWith("do_", StringComparison.Ordinal) ? name[3..] : TaskName;
        var collector = new OutputCollector(folder, OutputsFile, this);
        var build = BuildResult.Read(BuildResultFile) ?? throw new YoctoException(OutputErrors.NotBuilt.Create(BuildResultFile));
        Surface(await collector.CollectAsync(build, task, cancellation));
    }
}

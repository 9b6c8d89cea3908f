using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tasks;

/// <summary>Removes what a build wrote: deliverables, build directory, TMPDIR, its records; caches when asked.</summary>
public sealed class CleanOutputs : YoctoTask
{
    /// <summary><c>outputs.json</c>; absolute.</summary>
    [Required]
    public string OutputsFile { get; set; } = "";

    [Required]
    public string BuildResultFile { get; set; } = "";

    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary><c>obj/&lt;Configuration&gt;/&lt;Machine&gt;</c>: a build directory below it is ours as a whole.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>Files of the build's own: the stamp, records.</summary>
    public string[] Files { get; set; } = [];

    /// <summary>Folders of the build's own: the product layer.</summary>
    public string[] Directories { get; set; } = [];

    /// <summary>Remove the caches too.</summary>
    public string CleanCaches { get; set; } = "";

    /// <summary>Folders that the user's other projects share.</summary>
    public string[] CacheDirectories { get; set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var caches = IsOn("YoctoCleanCaches", CleanCaches) ? CacheDirectories : [];
        OutputRemoval.RemoveBuildDirectory(BuildDirectory, IntermediateDirectory, BuildResult.Read(BuildResultFile));
        if (BuildOutputs.Read(OutputsFile) is { } outputs)
            OutputRemoval.RemoveDeliverables(outputs);
        foreach (var file in Files.Concat([BuildResultFile, OutputsFile]))
            FolderTree.RemoveFile(file);
        foreach (var folder in Directories)
            FolderTree.Remove(Path.GetFullPath(folder));
        FolderTree.RemoveIfEmpty(IntermediateDirectory);
        foreach (var folder in caches)
            FolderTree.Remove(Path.GetFullPath(folder));
        return Task.CompletedTask;
    }
}

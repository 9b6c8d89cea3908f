using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>Removes what a build wrote: deliverables, build directory, TMPDIR, its records; caches when asked.</summary>
public sealed class CleanOutputs : BuildTask
{
    /// <summary>Absolute; as a whole ours below <see cref="BuildTask.IntermediateDirectory"/>.</summary>
    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary>Folders of the build's own: the product layer.</summary>
    public string[] Directories { get; set; } = [];

    /// <summary>Remove the caches too.</summary>
    public string CleanCaches { get; set; } = "";

    /// <summary>Folders that the user's other projects share.</summary>
    public string[] CacheDirectories { get; set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var caches = IsOn("YoctoCleanCaches", CleanCaches) ? CacheDirectories : [];
        OutputRemoval.RemoveBuildDirectory(BuildDirectory, IntermediateDirectory, BuildResult.Read(Folder.BuildResult));
        if (BuildOutputs.Read(Folder.Outputs) is { } outputs)
            OutputRemoval.RemoveDeliverables(outputs);
        foreach (var file in (string[])[Folder.Request, Folder.Applications, Folder.Product, Folder.BuildContainer, Folder.BuildResult, Folder.Outputs, Folder.OutputItems])
            FolderTree.RemoveFile(file);
        new BuildStampFile(Folder.Stamp).Remove();
        foreach (var folder in Directories)
            FolderTree.Remove(Path.GetFullPath(folder));
        FolderTree.RemoveIfEmpty(IntermediateDirectory);
        foreach (var folder in caches)
            FolderTree.Remove(Path.GetFullPath(folder));
        return Task.CompletedTask;
    }
}

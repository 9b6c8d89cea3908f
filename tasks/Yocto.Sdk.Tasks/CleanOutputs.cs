using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
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

    /// <summary>Pages that tell of a build; absolute.</summary>
    public string[] Reports { get; set; } = [];

    /// <summary>Remove the caches too.</summary>
    public string CleanCaches { get; set; } = "";

    /// <summary>What holds most of them; removed if it is empty then.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary>Folders that the user's other projects share.</summary>
    public string[] CacheDirectories { get; set; } = [];

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var caches = IsOn("YoctoCleanCaches", CleanCaches) ? CacheDirectories : [];
        using (await LockAsync(cancellation))
        {
            RemoveBuildDirectory();
            if (BuildOutputs.Read(Folder.Outputs) is { } outputs)
                OutputRemoval.RemoveDeliverables(outputs);
            foreach (var file in (string[])[Folder.Request, Folder.Applications, Folder.Product, Folder.BuildContainer, Folder.BuildResult, Folder.Outputs, Folder.OutputItems, Folder.Shell, Folder.Record, Folder.TaskTimes, Folder.CveReport, Folder.Changes, .. Reports])
                FolderTree.RemoveFile(file);
            FolderTree.Remove(Folder.Bills);
            new BuildStampFile(Folder.Stamp).Remove();
            foreach (var folder in Directories)
                FolderTree.Remove(Path.GetFullPath(folder));
            FolderTree.RemoveIfEmpty(IntermediateDirectory);
        }

        foreach (var folder in caches.Select(Path.GetFullPath))
        {
            if (!await CacheFolder.RemoveAsync(folder, holder => Status($"Waiting for {holder}, which uses {folder}"), cancellation, Account))
                Report(FileErrors.CacheKept.Create(folder));
        }

        if (caches.Length > 0 && CacheDirectory.Length > 0 && MountPoints.In(Path.TrimEndingDirectorySeparator(CacheDirectory)).Count == 0)
            FolderTree.RemoveIfEmpty(CacheDirectory);
    }

    private void RemoveBuildDirectory()
    {
        var build = BuildResult.Read(Folder.BuildResult);
        var workspace = DevtoolWorkspace.Of(Path.TrimEndingDirectorySeparator(BuildDirectory), Account);
        var kept = workspace is not null && FolderPath.Contains(BuildDirectory, workspace.Folder) ? workspace.Folder : null;
        if (kept is not null)
            Report(OutputErrors.WorkspaceKept.Create(kept, workspace!.Names));
        if (Account is { } account)
        {
            // what the account wrote, and named, with its rights alone; then what root left there
            try
            {
                using var _ = FileAccount.Assume(account);
                OutputRemoval.RemoveBuildDirectory(BuildDirectory, IntermediateDirectory, build, kept);
            }
            catch (Exception e) when (e is YoctoException or IOException or UnauthorizedAccessException)
            {
            }

            build = null;
        }

        OutputRemoval.RemoveBuildDirectory(BuildDirectory, IntermediateDirectory, build, kept);
    }

    /// <summary>A build that configures, or collects its outputs, runs no bitbake.</summary>
    private async Task<IDisposable?> LockAsync(CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(BuildDirectory);
        var isOurs = BuildEngine4.GetRegisteredTaskObject(BuildDirectoryLock.FileIn(folder), RegisteredTaskObjectLifetime.Build) is not null;
        return isOurs || !Directory.Exists(folder) ? null : await BuildDirectoryLock.AcquireAsync(folder, this, cancellation, Account);
    }
}

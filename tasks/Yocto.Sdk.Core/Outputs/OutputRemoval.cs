using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>Removes what a build wrote, and nothing else.</summary>
internal static class OutputRemoval
{
    // what bitbake, and this SDK's configuration, write into a build directory besides TMPDIR
    private static readonly string[] _buildDirectoryEntries =
    [
        "cache", "tmp", "conf/bblayers.conf", "conf/local.conf", "conf/sanity_info", "conf/templateconf.cfg",
        "bitbake.lock", "bitbake.sock", "hashserve.sock", "bitbake-cookerdaemon.log", "pseudo", "buildhistory", "yocto-sdk",
    ];

    /// <summary>A deliverable with the folders that it leaves empty. A name that leads elsewhere is not ours.</summary>
    public static void RemoveDeliverable(string folder, string name)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var file = Path.GetFullPath(Path.Combine(folder, name));
        if (!FolderPath.Contains(folder, file))
            return;

        FolderTree.RemoveFile(file);
        for (var parent = Path.GetDirectoryName(file)!; parent.Length > folder.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (!FolderTree.RemoveIfEmpty(parent))
                break;
        }
    }

    /// <summary>The deliverables of <c>outputs.json</c> and what was half delivered; foreign files stay.</summary>
    public static void RemoveDeliverables(BuildOutputs outputs)
    {
        foreach (var folder in outputs.Names.Select(n => Path.GetDirectoryName(outputs.PathOf(n))!).Append(outputs.Folder).Distinct())
            Delivery.RemovePartial(folder);
        foreach (var name in outputs.Names)
            RemoveDeliverable(outputs.Folder, name);
        FolderTree.RemoveIfEmpty(outputs.Folder);
    }

    /// <summary>
    /// A build directory below the intermediate folder is removed as a whole. Elsewhere it may be anything, for example a
    /// home, so only what bitbake writes is removed.
    /// </summary>
    /// <param name="kept">A folder in the build directory that stays, devtool's workspace; null for none.</param>
    public static void RemoveBuildDirectory(string buildDirectory, string intermediateFolder, BuildResult? build, string? kept = null)
    {
        buildDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(buildDirectory));
        if (RunningBitBake.IsIn(buildDirectory))
        {
            var process = RunningBitBake.ServerIn(buildDirectory) is { } server ? $" (process {server})" : "";
            throw new YoctoException(OutputErrors.BitBakeIsRunning.Create(process, buildDirectory));
        }

        // TMPDIR may be elsewhere (on a fast disk): only one that OpenEmbedded has marked as such is removed
        if (build?.Variables.GetValueOrDefault("TMPDIR") is { Length: > 0 } tmp && IsTmpDir(tmp))
            FolderTree.Remove(tmp);

        if (FolderPath.Contains(Path.GetFullPath(intermediateFolder), buildDirectory) && kept is null)
            FolderTree.Remove(buildDirectory);
        else
            RemoveKnownEntries(buildDirectory);
    }

    private static void RemoveKnownEntries(string buildDirectory)
    {
        foreach (var path in _buildDirectoryEntries.Select(e => Path.Combine(buildDirectory, e)))
        {
            if (FileStatus.Of(path, follow: false) is { IsFolder: true })
            {
                if (Path.GetFileName(path) != "tmp" || IsTmpDir(path))
                    FolderTree.Remove(path);
            }
            else
            {
                FolderTree.RemoveFile(path);
            }
        }

        FolderTree.RemoveIfEmpty(Path.Combine(buildDirectory, "conf"));
        FolderTree.RemoveIfEmpty(buildDirectory);
    }

    /// <summary>oe-core's <c>sanity.bbclass</c> leaves these two in every TMPDIR.</summary>
    private static bool IsTmpDir(string folder) =>
        File.Exists(Path.Combine(folder, "abi_version")) || File.Exists(Path.Combine(folder, "saved_tmpdir"));
}

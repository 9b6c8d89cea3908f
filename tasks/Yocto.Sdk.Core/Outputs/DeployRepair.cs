using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// Makes bitbake deploy again what was deleted, truncated or written to since. Bitbake looks at its stamps only: if a
/// deployed file is missing, it still reports that everything is done. So the task's stamps are removed (and no more: its
/// <c>sstate_clean</c> takes the old files away by the manifest, without which it refuses to overwrite what is there).
/// </summary>
internal sealed class DeployRepair(IBuildLog log)
{
    /// <summary>Before bitbake starts; without a build yet, or with its TMPDIR gone, there is nothing to repair.</summary>
    public void Run(BuildOutputs outputs)
    {
        foreach (var task in outputs.Files.Where(f => f.Deployed.IsOfBitBake).GroupBy(f => (f.Deployed.Recipe, f.Deployed.Task)))
        {
            // a later build that failed deployed it again: our record of these files is out of date
            var known = task.Where(f => f.Deployed.SstateManifest is not { } m
                || FileIdentity.Of(m) is not { } i || i == outputs.SstateManifests.GetValueOrDefault(m));
            if (known.FirstOrDefault(f => FileIdentity.Of(f.Deployed.Path) != f.Source || IsUnknown(f.Deployed)) is { } damaged)
                Redo(outputs, damaged.Deployed, [.. task.Select(f => f.Deployed)]);
        }
    }

    /// <summary>Nothing shows any more that the target deployed it: it would not be an output of the build.</summary>
    private static bool IsUnknown(DeployedFile file) => file.SstateManifest is { } manifest && !File.Exists(manifest);

    private void Redo(BuildOutputs outputs, DeployedFile damaged, IReadOnlyList<DeployedFile> files)
    {
        var manifest = files.Select(f => f.SstateManifest).OfType<string>().FirstOrDefault()
            // licence manifests are in none, but the image's own manifest shows where its stamps are
            ?? outputs.Files.FirstOrDefault(f => f.Deployed.Recipe == damaged.Recipe && f.Deployed.SstateManifest is not null)
                ?.Deployed.SstateManifest;
        if (manifest is null || Stamp(manifest) is not { } stamp)
            return;

        log.Detail($"{damaged.Path} is missing or was changed: do_{damaged.Task} of {damaged.Recipe} runs again");
        // An image's own tasks share one folder that do_rootfs empties, and none of them is kept in the shared state.
        string[] patterns = damaged.Task == "image_complete" ? [".do_*"] : [$".do_{damaged.Task}.*", $".do_{damaged.Task}_setscene.*"];
        foreach (var file in patterns.SelectMany(p => Matches(stamp, p)))
            FolderTree.RemoveFile(file);
        if (!File.Exists(manifest))
            RemoveOrphans(files);
    }

    /// <summary>Without the manifest, the task would stop at files that it does not recognise as its own.</summary>
    private static void RemoveOrphans(IReadOnlyList<DeployedFile> files)
    {
        foreach (var file in files)
        {
            if (new FileInfo(file.Path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                FolderTree.RemoveFile(target.FullName);
            FolderTree.RemoveFile(file.Path);
        }
    }

    private static string[] Matches(string stamp, string pattern) =>
        Path.GetDirectoryName(stamp) is { } folder && Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, Path.GetFileName(stamp) + pattern).Where(f => !f.Contains(".sigdata.", StringComparison.Ordinal))]
            : [];

    /// <summary>
    /// The recipe's STAMP: <c>sstate.bbclass</c> appends a line "STAMP manifest-prefix WORKDIR" to the index of the
    /// architecture; the last one for a prefix counts.
    /// </summary>
    private static string? Stamp(string manifest)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        var prefix = manifest[..manifest.LastIndexOf('.')];
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "index-*")
                .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
                .SelectMany(File.ReadLines)
                .Select(l => l.Split(' '))
                .LastOrDefault(l => l.Length == 3 && l[1] == prefix)?[0]
            : null;
    }
}

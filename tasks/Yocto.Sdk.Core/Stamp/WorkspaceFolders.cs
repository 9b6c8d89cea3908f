using Yocto.Sdk.Configuration;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Stamp;

/// <summary>The state of devtool's workspace and of the sources in it: of what people write there, and not of what builds do.</summary>
internal static class WorkspaceFolders
{
    // links into TMPDIR, and a lock, that externalsrc.bbclass makes
    private static readonly string[] _ofBuilds = ["oe-workdir", "oe-logs", "singletask.lock"];

    // devtool's records, what it has put aside, and the sources, which are looked at by recipe
    private static readonly string[] _ofDevtool = [".devtool_md5", "README", "attic", "sources"];

    /// <param name="accountPrefix">Makes git the account's that runs bitbake for root; empty where there is none.</param>
    /// <returns>By the path of each folder.</returns>
    public static async Task<IReadOnlyDictionary<string, BuildStampFolder>> TakeAsync(
        DevtoolWorkspace workspace, HostSystem host, IReadOnlyList<string> accountPrefix, CancellationToken cancellation)
    {
        var folders = new Dictionary<string, BuildStampFolder>(StringComparer.Ordinal)
        {
            [workspace.Folder] = BuildStampFolder.Of(workspace.Folder, Below(workspace.Folder, _ofDevtool)),
        };
        foreach (var source in workspace.Recipes.Select(r => r.Source).OfType<string>().Distinct())
            folders[source] = await SourceAsync(source, host, accountPrefix, cancellation);
        return folders;
    }

    /// <summary>Of a repository, what git does not ignore: so does bitbake. A build in the source tree leaves the rest there.</summary>
    private static async Task<BuildStampFolder> SourceAsync(
        string source, HostSystem host, IReadOnlyList<string> accountPrefix, CancellationToken cancellation)
    {
        var listed = await host.RunAsync(
            // no program that the repository names is run
            [.. accountPrefix, "git", "-c", "core.fsmonitor=false", "-C", source, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cancellation);
        if (listed.ExitCode != 0)
            return BuildStampFolder.Of(source, Below(source, _ofBuilds));
        // what devtool of old puts beside the source, and hides from git
        var local = Path.Combine(source, "oe-local-files");
        return BuildStampFolder.OfFiles(source,
        [
            .. listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Except(_ofBuilds),
            .. Directory.Exists(local)
                ? Directory.EnumerateFiles(local, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(source, f))
                : [],
        ]);
    }

    private static HashSet<string> Below(string folder, IEnumerable<string> names) =>
        names.Select(n => Path.Combine(folder, n)).ToHashSet(StringComparer.Ordinal);
}

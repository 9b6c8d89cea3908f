using Yocto.Sdk.Files;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Host;

/// <summary>
/// What a build as root may write to. Its user id is mapped to another, so OpenEmbedded's own guard against root does not
/// hold, and a recipe that forgets <c>${D}</c> would install into the host.
/// </summary>
/// <param name="Script"><c>confine.py</c>; absolute.</param>
/// <param name="Folders">Absolute; with <c>/</c> among them the build may write to everything.</param>
internal sealed record RootConfinement(string Script, IReadOnlyList<string> Folders)
{
    // what BitBake and OpenEmbedded-Core write to, of the folders that a project can move
    private static readonly string[] _moved =
    [
        "BASE_WORKDIR", "BB_HASHSERVE_DB_DIR", "BUILDHISTORY_DIR", "BUILDSTATS_BASE", "CACHE", "CCACHE_DIR", "CCACHE_TOP_DIR", "DEPLOY_DIR",
        "DL_DIR", "LOG_DIR", "PERSISTENT_DIR", "SSTATE_DIR", "STAMPS_DIR", "TMPDIR",
    ];

    public bool IsOff => Folders.Contains("/");

    /// <summary>What is not there can't be made writable.</summary>
    public void MakeFolders()
    {
        foreach (var folder in Folders)
            Directory.CreateDirectory(folder);
    }

    /// <param name="projectDirectory">Absolute; the repository that contains it may be written to, because recipes ask git.</param>
    /// <param name="written">The build directory, downloads, sstate, and what the project names besides; absolute.</param>
    public static RootConfinement Of(string script, string projectDirectory, string buildDirectory, IEnumerable<string> written, string home) =>
        new(script, FolderPath.Topmost(
        [
            SourceFolder.Around(projectDirectory, home), buildDirectory, .. written, .. MovedFolders(buildDirectory, home),
        ]));

    /// <summary>The command that makes another user of root, and then becomes the command after it.</summary>
    public IReadOnlyList<string> LaunchPrefix(string python) =>
        IsOff ? BuildIdentity.MappedUser : [python, "-I", "-S", Script, .. Folders, "--"];

    /// <summary>Of those that <c>local.conf</c> and the project's conf files name.</summary>
    private static List<string> MovedFolders(string buildDirectory, string home)
    {
        var variables = new ConfVariables();
        variables.Set("TOPDIR", buildDirectory);
        variables.Set("HOME", home);
        HashSet<string> read = [];
        Read(Path.Combine(buildDirectory, "conf", "local.conf"));
        return [.. _moved.Select(v => variables.Value(v)).Where(f => f.Length > 1 && Path.IsPathRooted(f) && !f.Contains("${", StringComparison.Ordinal))];

        void Read(string file)
        {
            if (!Path.IsPathRooted(file) || FileStatus.Of(file) is not { IsFile: true } || !read.Add(file))
                return;
            foreach (var statement in ConfText.Read(File.ReadAllText(file)))
            {
                if (statement is ConfAssignment assignment)
                    variables.Apply(assignment);
                else if (statement is ConfInclusion { Verb: "include" or "require" } inclusion)
                    Read(variables.Expand(inclusion.Files).Trim());
            }
        }
    }
}

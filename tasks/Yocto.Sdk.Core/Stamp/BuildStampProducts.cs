using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Stamp;

/// <summary>What the last build left.</summary>
/// <param name="BuildResultFile"><c>build-result.json</c>.</param>
/// <param name="Build">Its content; null when there is none.</param>
/// <param name="Outputs">What was delivered; null when nothing was yet.</param>
internal sealed record BuildStampProducts(string BuildResultFile, BuildResult? Build, BuildOutputs? Outputs)
{
    public static BuildStampProducts Read(string buildResultFile, string outputsFile) =>
        new(buildResultFile, BuildResult.Read(buildResultFile), BuildOutputs.Read(outputsFile));

    /// <summary>
    /// By path. The deliverables in <c>bin/</c> are not among them: they are linked again without a bitbake. A deployed file
    /// is known by size, time and inode, since delivering it changes the rest.
    /// </summary>
    public SortedDictionary<string, string> Identities()
    {
        var identities = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [BuildResultFile] = File.Exists(BuildResultFile)
                ? Sha256.OfFile(BuildResultFile)
                : "none",
        };
        foreach (var path in (Outputs?.SstateManifests.Keys ?? []).Concat(Outputs?.Files.Select(f => f.Deployed.Path) ?? []))
            identities[path] = FileIdentity.Of(path)?.ToString() ?? "none";
        return identities;
    }

    /// <summary>The names in <c>${TMPDIR}/hosttools</c>, where bitbake links each tool of the host that a build may use.</summary>
    public IReadOnlyList<string> HostTools()
    {
        var folder = Build?.Variables.GetValueOrDefault("TMPDIR") is { Length: > 0 } tmp ? Path.Combine(tmp, "hosttools") : null;
        return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(f => Path.GetFileName(f))] : [];
    }
}

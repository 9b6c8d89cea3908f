using System.Text.RegularExpressions;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>What a restore needs from the files of a repository or of a user's folder.</summary>
/// <param name="Texts">By path in the repository: <c>conf/layer.conf</c> of its layers, <c>lib/bb/__init__.py</c> of its BitBake, where they exist.</param>
/// <param name="Folders">Those of the folders asked about that exist.</param>
/// <param name="LayerFolders">The existing layers, when a requested one does not exist.</param>
/// <param name="Submodules">The folders in which git has a submodule.</param>
internal sealed partial record RepositoryContents(
    IReadOnlyDictionary<string, string> Texts, IReadOnlySet<string> Folders, IReadOnlyList<string> LayerFolders,
    IReadOnlyList<string> Submodules)
{
    public const string LayerConfFile = "conf/layer.conf";
    public const string BitBakeVersionFile = "lib/bb/__init__.py";
    public const string BitBakeFile = "bin/bitbake";

    /// <summary>The files that the plan's layers and BitBake must have in a repository or a user's folder.</summary>
    public static IReadOnlyList<string> TextsOf(RestorePlan plan, string? repository) =>
        [.. plan.Layers.Where(l => l.Folder.Repository == repository).Select(l => l.Folder.File(LayerConfFile)),
            .. plan.BitBake.Repository == repository ? (string[])[plan.BitBake.File(BitBakeVersionFile), plan.BitBake.File(BitBakeFile)] : []];

    /// <summary>Where OpenEmbedded-Core's scripts are if a layer is its core layer.</summary>
    public static IReadOnlyList<string> FoldersOf(RestorePlan plan, string? repository) =>
        [.. plan.Layers.Where(l => l.Folder.Repository == repository).Select(l => l.Folder.Parent.File("scripts"))];

    public static RepositoryContents Read(ILayerFiles files, IReadOnlyList<string> texts, IEnumerable<string> folders)
    {
        var found = texts.Select(t => (Path: t, Text: files.Read(t))).Where(t => t.Text is not null).ToDictionary(t => t.Path, t => t.Text!);
        return new RepositoryContents(
            found,
            folders.Where(files.HasFolder).ToHashSet(),
            found.Count == texts.Count ? [] : files.LayerFolders(),
            [.. SubmodulePath().Matches(files.Read(".gitmodules") ?? "").Select(m => m.Groups[1].Value)]);
    }

    [GeneratedRegex(@"^\s*path\s*=\s*""?(\S.*?)""?\s*$", RegexOptions.Multiline)]
    private static partial Regex SubmodulePath();
}

using System.Text.RegularExpressions;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Configuration;

/// <summary>
/// The layer in which <c>devtool</c> keeps the recipes that somebody works on: <c>workspace/</c> of the build directory,
/// or where <c>conf/devtool.conf</c> says. One without such recipes changes no build, and is none here.
/// </summary>
/// <param name="Folder">The layer's; absolute.</param>
/// <param name="Recipes">In the order of their names.</param>
internal sealed partial record DevtoolWorkspace(string Folder, IReadOnlyList<WorkspaceRecipe> Recipes)
{
    /// <summary>Their names, for a message.</summary>
    public string Names => string.Join(", ", Recipes.Select(r => r.Name));

    /// <summary>Null where nobody works with devtool.</summary>
    /// <param name="account">That runs bitbake for root; null otherwise.</param>
    public static DevtoolWorkspace? Of(string buildDirectory, FileAccount? account)
    {
        using var _ = FileAccount.Assume(account);
        var settings = Path.Combine(buildDirectory, "conf", "devtool.conf");
        var named = File.Exists(settings) ? WorkspacePath().Match(SmallFile.ReadText(settings)) : Match.Empty;
        var folder = Path.TrimEndingDirectorySeparator(Path.Combine(buildDirectory, named.Success ? named.Groups["path"].Value : "workspace"));
        var appends = Path.Combine(folder, "appends");
        if (!File.Exists(Path.Combine(folder, "conf", "layer.conf")) || !Directory.Exists(appends))
            return null;
        List<WorkspaceRecipe> recipes =
        [
            .. Directory.EnumerateFiles(appends, "*.bbappend").Order(StringComparer.Ordinal)
                .Select(f => new WorkspaceRecipe(Path.GetFileNameWithoutExtension(f).Split('_')[0], SourceOf(f))),
        ];
        return recipes.Count == 0 ? null : new DevtoolWorkspace(folder, recipes);
    }

    private static string? SourceOf(string append) =>
        Source().Match(SmallFile.ReadText(append)) is { Success: true } match ? match.Groups["path"].Value : null;

    [GeneratedRegex(@"^\s*workspace_path\s*=\s*(?<path>\S.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex WorkspacePath();

    // EXTERNALSRC:pn-busybox, or EXTERNALSRC_pn-busybox up to hardknott
    [GeneratedRegex(@"^EXTERNALSRC([:_]pn-\S+)?\s*=\s*""(?<path>/[^""]*)""", RegexOptions.Multiline)]
    private static partial Regex Source();
}

/// <param name="Name">For example <c>busybox</c>.</param>
/// <param name="Source">The folder of its source; absolute. Null when the append names none.</param>
internal sealed record WorkspaceRecipe(string Name, string? Source);

namespace Yocto.Sdk.Files;

/// <summary>Compares absolute paths as the file system of this host does.</summary>
internal static class FolderPath
{
    private static readonly StringComparison _comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a path is below a folder, at any depth. A folder does not contain itself.</summary>
    public static bool Contains(string folder, string path) =>
        path.Length > folder.Length && path.StartsWith(folder, _comparison)
        && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar || path[folder.Length] == Path.AltDirectorySeparatorChar);

    /// <summary>Each once, without those that another of them contains; sorted.</summary>
    public static IReadOnlyList<string> Topmost(IEnumerable<string> paths)
    {
        var all = paths.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. all.Where(f => !all.Any(o => Contains(o, f)))];
    }
}

namespace Yocto.Sdk.Files;

/// <summary>Compares absolute paths as the file system of this host does.</summary>
internal static class FolderPath
{
    // as Linux' own limit (path_resolution(7))
    private const int MostLinks = 40;

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

    /// <summary>Whether a file is in a folder when links are followed. One that leads nowhere is not.</summary>
    public static bool Holds(string folder, string file) =>
        Resolve(folder) is { } real && Resolve(file) is { } target && Contains(real, target);

    /// <summary>The path without links; null when it leads nowhere.</summary>
    /// <param name="path">Absolute.</param>
    public static string? Resolve(string path)
    {
        var rest = new Stack<string>(Names(path).Reverse());
        var resolved = Path.GetPathRoot(path)!;
        for (var links = 0; rest.TryPop(out var name);)
        {
            var next = name is "." ? resolved : name is ".." ? Path.GetDirectoryName(resolved) ?? resolved : Path.Combine(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
                return null;
            if (Path.IsPathRooted(target))
                resolved = Path.GetPathRoot(target)!;
            foreach (var part in Names(target).Reverse())
                rest.Push(part);
        }

        return Path.Exists(resolved) ? resolved : null;
    }

    private static string[] Names(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}

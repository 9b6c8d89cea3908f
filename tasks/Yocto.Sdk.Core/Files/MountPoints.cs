namespace Yocto.Sdk.Files;

/// <summary>Where other file systems begin.</summary>
internal static class MountPoints
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>Those at or below a folder; none where the system has no such table.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        !File.Exists(Table) ? [] :
        [
            .. File.ReadLines(Table)
                // proc(5): the fifth field, in which a blank is \040
                .Select(l => l.Split(' ')[4].Replace(@"\040", " ", StringComparison.Ordinal))
                .Where(m => m == folder || FolderPath.Contains(folder, m)),
        ];
}

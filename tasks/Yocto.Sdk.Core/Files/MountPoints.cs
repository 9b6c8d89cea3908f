using System.Text.RegularExpressions;

namespace Yocto.Sdk.Files;

/// <summary>Where other file systems begin.</summary>
internal static partial class MountPoints
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>Those at or below a folder; none where the system has no such table.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        !File.Exists(Table) ? [] :
        [
            .. File.ReadLines(Table)
                .Select(l => Plain(l.Split(' ')[4]))
                .Where(m => m == folder || FolderPath.Contains(folder, m)),
        ];

    // proc(5): a blank, a tab, a line's end and a backslash are written as three octal digits
    private static string Plain(string field) =>
        Octal().Replace(field, m => ((char)Convert.ToInt32(m.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}

using Yocto.Sdk.Files;

namespace Yocto.Sdk.Git;

/// <summary>A folder that is filled beside another one and then takes its place. No repository has a name like it.</summary>
internal static class WorkFolder
{
    private const string End = ".part";

    public static string Beside(string folder) =>
        Path.Combine(Path.GetDirectoryName(folder)!, $"{BeginOf(folder)}{Guid.NewGuid():N}{End}");

    /// <summary>Removes those of processes that died: the caller holds the folder's lock.</summary>
    public static void RemoveLeftovers(string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        foreach (var leftover in Directory.EnumerateDirectories(parent).Where(l => IsBeside(folder, Path.GetFileName(l))))
            FolderTree.TryRemove(leftover);
    }

    private static bool IsBeside(string folder, string name) =>
        name.StartsWith(BeginOf(folder), StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal)
        && Guid.TryParseExact(name.AsSpan()[BeginOf(folder).Length..^End.Length], "N", out _);

    private static string BeginOf(string folder) => $".{Path.GetFileName(folder)}.";
}

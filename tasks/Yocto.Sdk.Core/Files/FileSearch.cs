namespace Yocto.Sdk.Files;

/// <summary>The files below a folder, also those behind links. Each folder is entered once: links that lead back end there.</summary>
internal static class FileSearch
{
    private static readonly EnumerationOptions _all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private static readonly EnumerationOptions _visible = new() { AttributesToSkip = FileAttributes.Hidden };

    /// <summary>Every file; a folder that can't be read is an error.</summary>
    public static IEnumerable<string> All(string folder) => In(folder, "*", _all);

    /// <summary>What is neither hidden, nor in a hidden folder or one that can't be read.</summary>
    public static IEnumerable<string> Visible(string folder, string pattern) => In(folder, pattern, _visible);

    private static IEnumerable<string> In(string folder, string pattern, EnumerationOptions options)
    {
        var entered = new HashSet<(ulong, ulong)>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var next))
        {
            if (FileStatus.Of(next) is not { } status || (status.Inode != 0 && !entered.Add((status.Device, status.Inode))))
                continue;
            foreach (var file in Directory.EnumerateFiles(next, pattern, options))
                yield return file;
            foreach (var below in Directory.EnumerateDirectories(next, "*", options))
                folders.Push(below);
        }
    }
}

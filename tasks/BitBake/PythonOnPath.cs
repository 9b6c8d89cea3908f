namespace Yocto.Sdk.BitBake;

/// <summary>Makes <c>env python3</c>, by which bitbake starts its workers, mean the chosen interpreter.</summary>
public static class PythonOnPath
{
    /// <summary>The first <c>python3</c> of a PATH; null without one.</summary>
    public static string? Find(string path) => path.Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "python3"))
        .FirstOrDefault(File.Exists);

    /// <summary>
    /// Null where the PATH finds the interpreter already; else a folder that holds nothing but a link to it, since its own
    /// folder may hold other tools.
    /// </summary>
    public static string? FolderFor(string python, string path, string folder)
    {
        if (Find(path) == python)
            return null;

        var link = Path.Combine(folder, "python3");
        if (new FileInfo(link).LinkTarget == python)
            return folder;
        Directory.CreateDirectory(folder);
        var sibling = $"{link}.{Environment.ProcessId}.tmp";
        File.Delete(sibling);
        File.CreateSymbolicLink(sibling, python);
        File.Move(sibling, link, overwrite: true);
        return folder;
    }
}

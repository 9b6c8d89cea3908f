using System.ComponentModel;
using System.Diagnostics;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Files;

/// <summary>Removes files and trees of them: symbolic links are removed and never followed.</summary>
internal static class FolderTree
{
    private static readonly EnumerationOptions _all = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    /// <summary>
    /// Renames the tree first, so that an interrupted removal leaves none that looks whole, then removes it. What an earlier
    /// one left goes too. A mount point (for example a TMPDIR on its own disk) is emptied and stays.
    /// </summary>
    public static void Remove(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        var parent = Path.GetDirectoryName(folder)!;
        if (!Directory.Exists(parent))
            return;

        // the table of mount points has paths without links
        parent = FolderPath.Resolve(parent) ?? parent;
        folder = Path.Combine(parent, Path.GetFileName(folder));
        foreach (var left in Directory.GetDirectories(parent, $".{Path.GetFileName(folder)}.removed-*", _all))
            TryRemove(left);
        if (FileStatus.Of(folder, follow: false) is not { } status)
            return;
        if (!status.IsFolder)
        {
            RemoveFile(folder);
            return;
        }

        if (MountPoints.In(folder) is { Count: > 0 } mounts)
        {
            Empty(folder, mounts);
            return;
        }

        var removed = Path.Combine(parent, $".{Path.GetFileName(folder)}.removed-{Guid.NewGuid():n}");
        try
        {
            Directory.Move(folder, removed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a parent that is not ours: then in its place
            removed = folder;
        }

        RemoveTree(removed);
    }

    /// <summary>What can't be removed, for example because a process that outlived its parent writes there, stays.</summary>
    public static void TryRemove(string folder)
    {
        try
        {
            RemoveTree(folder);
        }
        catch (YoctoException)
        {
        }
    }

    /// <summary>A folder in its place is not ours and stays.</summary>
    public static void RemoveFile(string file)
    {
        if (FileStatus.Of(file, follow: false) is { IsFolder: false })
            Try(file, () => File.Delete(file));
    }

    /// <summary>Whether there is no such folder any more.</summary>
    public static bool RemoveIfEmpty(string folder)
    {
        if (!Directory.Exists(folder))
            return true;
        if (Directory.EnumerateFileSystemEntries(folder, "*", _all).Any())
            return false;
        Try(folder, () => Directory.Delete(folder));
        return true;
    }

    private static void Empty(string folder, IReadOnlyList<string> mounts)
    {
        foreach (var entry in Directory.GetFileSystemEntries(folder, "*", _all))
        {
            if (mounts.Any(m => m == entry || FolderPath.Contains(entry, m)))
                Empty(entry, mounts);
            else if (FileStatus.Of(entry, follow: false) is { IsFolder: true })
                RemoveTree(entry);
            else
                RemoveFile(entry);
        }

        if (Directory.EnumerateFileSystemEntries(folder, "*", _all).Any(e => FileStatus.Of(e, follow: false) is null))
            Run("find", folder, "-xdev", "-mindepth", "1", "-delete");
    }

    private static void RemoveTree(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // read-only folders, sysroots and Go modules have them: once more, with access
            GiveAccess(folder);
            Try(folder, () => RemoveByName(folder));
        }
    }

    /// <summary>.NET finds no file again whose name is not UTF-8; <c>rm</c> takes names as they are.</summary>
    private static void RemoveByName(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Run("rm", "-rf", "--", folder);
            if (Directory.Exists(folder))
                throw;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        if (FileAccount.IsAssumed)
            return;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
        }
        catch (Win32Exception)
        {
            // a system without the program: what is left is named by the caller
        }
    }

    private static void GiveAccess(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories("*", _all))
            {
                if (inner.LinkTarget is null)
                    GiveAccess(inner.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the removal names what it fails at
        }
    }

    private static void Try(string path, Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // gone already
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(FileErrors.NotRemoved.Create(path, FileErrors.Reason(e)), e);
        }
    }
}

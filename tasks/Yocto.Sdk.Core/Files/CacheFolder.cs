namespace Yocto.Sdk.Files;

/// <summary>
/// A folder of a cache that all projects of a user share. One that the SDK made bears the mark that backup programs know
/// (https://bford.info/cachedir). Only such a folder is ever removed: others have files of the user's.
/// </summary>
internal static class CacheFolder
{
    private const string Tag = "CACHEDIR.TAG";
    private const string Maker = "a cache directory tag created by Yocto.Sdk.";

    private static readonly EnumerationOptions _all = new()
    {
        // a link leads out of the cache
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
    };

    /// <summary>Makes the folder and marks it. One that holds something already stays as it is.</summary>
    public static void Make(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            return;
        Directory.CreateDirectory(folder);
        try
        {
            // a new file, where nobody can have put a link
            using var tag = new StreamWriter(new FileStream(Path.Combine(folder, Tag), FileMode.CreateNew));
            tag.Write($"Signature: 8a477f597d28d172789f06886806bc55\n# This file is {Maker}\n# For information about cache directory tags, see https://bford.info/cachedir/\n");
        }
        catch (IOException) when (Path.Exists(Path.Combine(folder, Tag)))
        {
            // another process makes it
        }
    }

    /// <summary>Removes the folder; what is locked as soon as its lock is free.</summary>
    /// <param name="onWait">Called with who holds a lock.</param>
    /// <param name="account">That runs bitbake for root, and may have filled the folder; null otherwise.</param>
    /// <returns>False where it stays, because the SDK did not make it.</returns>
    public static async Task<bool> RemoveAsync(string folder, Action<string> onWait, CancellationToken cancellation, FileAccount? account = null)
    {
        if (!Directory.Exists(folder))
            return true;
        var tag = Path.Combine(folder, Tag);
        if (!File.Exists(tag) || !File.ReadAllText(tag).Contains(Maker, StringComparison.Ordinal))
            return false;

        // ours, and those of bitbake's fetcher, stand beside what they lock
        const string end = ".lock";
        foreach (var file in Directory.GetFiles(folder, $"*{end}", _all).Where(File.Exists))
        {
            // root goes no further there than who made it
            var owner = account is not null && FileStatus.Of(file, follow: false)?.Owner == account.User ? account : null;
            using var held = await FileLock.AcquireAsync(file, onWait, cancellation, owner);
            using var _ = FileAccount.Assume(owner);
            var locked = file[..^end.Length];
            FolderTree.RemoveFile(locked);
            if (Directory.Exists(locked))
                FolderTree.Remove(locked);
            FolderTree.RemoveFile(file);
        }

        FolderTree.Remove(folder);
        return true;
    }
}

using Microsoft.Win32.SafeHandles;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// Puts a file elsewhere without a second copy where the file system can: as a clone of its blocks (btrfs, XFS, bcachefs),
/// otherwise as a hard link, otherwise as a copy. The name appears with its whole content or not at all.
/// </summary>
internal static class Delivery
{
    /// <summary>What begins the name of a file that is being written; an interrupted build leaves some.</summary>
    public const string PartialPrefix = ".yocto-sdk-partial-";

    // FICLONE of linux/fs.h
    private const uint CloneRequest = 0x40049409;

    /// <param name="source">Absolute; a symbolic link stands for its target.</param>
    /// <param name="destination">Absolute; replaced.</param>
    /// <param name="allowHardLink">
    /// A hard link is the deployed file itself: who writes into the one changes the other. A build's own folder may have
    /// them, a release may not.
    /// </param>
    /// <param name="account">As whom the source is opened; null for oneself. A file that the account can only read is copied.</param>
    public static void Place(string source, string destination, bool allowHardLink, FileAccount? account = null)
    {
        if (Directory.Exists(destination))
            throw new YoctoException(OutputErrors.FolderInTheWay.Create(destination));

        var partial = Path.Combine(Path.GetDirectoryName(destination)!, PartialPrefix + Path.GetFileName(destination));
        try
        {
            using var opened = account?.Open(source);
            source = opened is null ? File.ResolveLinkTarget(source, returnFinalTarget: true)?.FullName ?? source : FileAccount.PathOf(opened);
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            File.Delete(partial);
            if (!Clone(source, partial) && !(allowHardLink && Link(source, opened, account, partial)))
                File.Copy(source, partial);
            // renaming a hard link over another one of the same file does nothing at all
            if (SameFile(partial, destination))
                File.Delete(partial);
            else
                File.Move(partial, destination, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(partial);
            throw new YoctoException(
                OutputErrors.NotWritten.Create(destination, FileStatus.Of(source)?.Size ?? 0, FileErrors.Reason(e)), e);
        }
    }

    /// <summary>Removes what interrupted deliveries left in a folder.</summary>
    public static void RemovePartial(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, PartialPrefix + "*"))
            Discard(file);
    }

    private static bool Link(string source, SafeFileHandle? opened, FileAccount? account, string target) =>
        opened is null ? HardLink.TryCreate(source, target)
        : FileStatus.Of(source)?.Owner == account!.User && HardLink.TryCreate(opened, target);

    private static bool Clone(string source, string destination)
    {
        if (!OperatingSystem.IsLinux())
            return false;

        var cloned = false;
        using (var from = File.OpenHandle(source))
        using (var to = File.OpenHandle(destination, FileMode.CreateNew, FileAccess.Write))
            cloned = Libc.Ioctl(to, CloneRequest, from) == 0;
        if (!cloned)
        {
            File.Delete(destination);
            return false;
        }

        File.SetLastWriteTimeUtc(destination, File.GetLastWriteTimeUtc(source));
        File.SetUnixFileMode(destination, File.GetUnixFileMode(source));
        return true;
    }

    private static bool SameFile(string one, string other) =>
        FileStatus.Of(one, follow: false) is { Inode: not 0 } a && FileStatus.Of(other, follow: false) is { } b
        && a.Inode == b.Inode && a.Device == b.Device;

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next build tries again
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace Yocto.Sdk.Files;

/// <summary>A second name of a file; of a symbolic link, of what it leads to.</summary>
internal static class HardLink
{
    private const int FollowLink = 0x400;

    /// <summary>False where links don't reach: another file system, or one that has none.</summary>
    public static bool TryCreate(string source, string target) =>
        !OperatingSystem.IsWindows() && Libc.LinkAt(Libc.CurrentFolder, source, Libc.CurrentFolder, target, FollowLink) == 0;

    /// <summary>The same of an open file, whatever its name leads to by now.</summary>
    public static bool TryCreate(SafeFileHandle source, string target) => TryCreate(FileAccount.PathOf(source), target);

    /// <summary>Links a file that is no longer written to, or copies it.</summary>
    public static void OrCopy(string source, string target)
    {
        if (!TryCreate(source, target))
            File.Copy(source, target);
    }
}

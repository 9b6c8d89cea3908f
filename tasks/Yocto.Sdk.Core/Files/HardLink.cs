using Microsoft.Win32.SafeHandles;

namespace Yocto.Sdk.Files;

/// <summary>A second name of a file.</summary>
internal static class HardLink
{
    /// <summary>False where links don't reach: another file system, or one that has none.</summary>
    public static bool TryCreate(string source, string target) =>
        !OperatingSystem.IsWindows() && Libc.Link(source, target) == 0;

    /// <summary>The same of an open file, whatever its name leads to by now.</summary>
    public static bool TryCreate(SafeFileHandle source, string target)
    {
        const int atCurrentFolder = -100, atSymlinkFollow = 0x400;
        return Libc.LinkAt(atCurrentFolder, FileAccount.PathOf(source), atCurrentFolder, target, atSymlinkFollow) == 0;
    }

    /// <summary>Links a file that is no longer written to, or copies it.</summary>
    public static void OrCopy(string source, string target)
    {
        if (!TryCreate(source, target))
            File.Copy(source, target);
    }
}

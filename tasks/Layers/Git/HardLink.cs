using System.Runtime.InteropServices;

namespace Yocto.Sdk.Layers.Git;

internal static class HardLink
{
    /// <summary>Links a file that nobody writes to any more; copies it where links don't reach (another file system).</summary>
    public static void OrCopy(string source, string target)
    {
        if (OperatingSystem.IsWindows() || link(source, target) != 0)
            File.Copy(source, target);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string source, [MarshalAs(UnmanagedType.LPUTF8Str)] string target);
}

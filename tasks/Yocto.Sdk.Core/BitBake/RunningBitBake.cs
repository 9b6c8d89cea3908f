using System.Globalization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// The bitbake that works in a build directory: its server holds a lock (<c>flock</c>) on <c>bitbake.lock</c> as long as it
/// lives, and writes its process id into it.
/// </summary>
internal static class RunningBitBake
{
    public static string LockFile(string buildDirectory) => Path.Combine(buildDirectory, "bitbake.lock");

    public static bool IsIn(string buildDirectory) => FileLock.IsHeld(LockFile(buildDirectory));

    /// <summary>The server's process; null if the file does not name it.</summary>
    public static int? ServerIn(string buildDirectory) =>
        int.TryParse(FileLock.Read(LockFile(buildDirectory)).Split((char[]?)null)[0], CultureInfo.InvariantCulture, out var process)
            ? process
            : null;
}

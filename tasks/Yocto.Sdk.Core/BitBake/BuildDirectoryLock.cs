using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>What makes the builds of one build directory wait for each other.</summary>
internal static class BuildDirectoryLock
{
    /// <summary>In the build directory, because the files next to a directory that the user chose are the user's.</summary>
    public static string FileIn(string buildDirectory) => Path.Combine(buildDirectory, "yocto-sdk", "lock");

    /// <param name="account">That runs bitbake for root; null otherwise.</param>
    public static Task<FileLock> AcquireAsync(string buildDirectory, IBuildLog log, CancellationToken cancellation, FileAccount? account = null) =>
        FileLock.AcquireAsync(
            FileIn(buildDirectory), holder => log.Status($"Waiting for {holder}, which builds in {buildDirectory}."), cancellation, account);
}

using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>What makes the builds of one build directory, and the shells in it, wait for each other.</summary>
internal static class BuildDirectoryLock
{
    private const string OfShell = ", which has a shell open";

    /// <summary>In the build directory, because the files next to a directory that the user chose are the user's.</summary>
    public static string FileIn(string buildDirectory) => Path.Combine(buildDirectory, "yocto-sdk", "lock");

    /// <param name="account">That runs bitbake for root; null otherwise.</param>
    public static Task<FileLock> AcquireAsync(string buildDirectory, IBuildLog log, CancellationToken cancellation, FileAccount? account = null) =>
        AcquireAsync(buildDirectory, log, account, "", cancellation);

    /// <summary>For a shell, whose person may leave it open for hours.</summary>
    public static Task<FileLock> AcquireForShellAsync(string buildDirectory, IBuildLog log, FileAccount? account, CancellationToken cancellation) =>
        AcquireAsync(buildDirectory, log, account, OfShell, cancellation);

    private static Task<FileLock> AcquireAsync(
        string buildDirectory, IBuildLog log, FileAccount? account, string what, CancellationToken cancellation) =>
        FileLock.AcquireAsync(FileIn(buildDirectory), holder => Wait(buildDirectory, holder, log), cancellation, account, what);

    private static void Wait(string buildDirectory, string holder, IBuildLog log)
    {
        var isShell = holder.EndsWith(OfShell, StringComparison.Ordinal);
        if (isShell && Environment.GetEnvironmentVariable("BUILDDIR") == buildDirectory)
            throw new YoctoException(BitBakeErrors.InShell.Create(buildDirectory));
        log.Status($"Waiting for {holder}{(isShell ? "" : ", which builds")} in {buildDirectory}.");
    }
}

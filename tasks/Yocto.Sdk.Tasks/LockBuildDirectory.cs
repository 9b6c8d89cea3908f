using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Waits until no other build works in the build directory; from here to <see cref="UnlockBuildDirectory"/>, or to the end
/// of a build that fails before, none does.
/// </summary>
public sealed class LockBuildDirectory : YoctoTask
{
    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary>The account that runs bitbake for root.</summary>
    public string BuildUser { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(BuildDirectory);
        var key = BuildDirectoryLock.FileIn(folder);
        if (BuildEngine4.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not null)
            return; // an earlier target of this build
        var account = BuildIdentity.AccountOf(HostSystem.Current(), BuildUser);
        if (account is not null)
            BuildUserFolders.GiveBuildDirectory(folder, account);
        var held = await BuildDirectoryLock.AcquireAsync(folder, this, cancellation, account);
        if (!held.Excludes)
            Report(FileErrors.NoLocks.Create(folder));
        BuildEngine4.RegisterTaskObject(key, held, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }
}

using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Tasks;

/// <summary>Lets go what <see cref="LockBuildDirectory"/> took.</summary>
public sealed class UnlockBuildDirectory : YoctoTask
{
    [Required]
    public string BuildDirectory { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var key = BuildDirectoryLock.FileIn(Path.TrimEndingDirectorySeparator(BuildDirectory));
        (BuildEngine4.UnregisterTaskObject(key, RegisteredTaskObjectLifetime.Build) as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }
}

using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tasks;

/// <summary>Before bitbake starts: has it deploy again what was deleted or changed since; see <see cref="DeployRepair"/>.</summary>
public sealed class RepairDeploy : BuildTask
{
    [Required]
    public string BuildDirectory { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        // the manifests are the account's, and name files to remove
        using var _ = FileAccount.Assume(Account);
        // a bitbake that is at work deploys by itself, and RunBitBake waits for it
        if (BuildOutputs.Read(Folder.Outputs) is { } outputs && !RunningBitBake.IsIn(BuildDirectory))
            new DeployRepair(this).Run(outputs);
        return Task.CompletedTask;
    }
}

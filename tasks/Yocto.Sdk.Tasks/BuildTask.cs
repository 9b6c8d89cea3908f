using Microsoft.Build.Framework;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>A task of a phase of the build, which takes up what the phases before it left.</summary>
public abstract class BuildTask : YoctoTask
{
    /// <summary><c>obj/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The account that runs bitbake for root.</summary>
    public string BuildUser { get; set; } = "";

    private protected BuildFolder Folder => new(IntermediateDirectory);

    /// <summary>Whose rights root takes where the account wrote; null where there is none.</summary>
    private protected FileAccount? Account => BuildIdentity.AccountOf(HostSystem.Current(), BuildUser);

    /// <summary>Makes the account of root's run the command after it; empty where there is none.</summary>
    private protected IReadOnlyList<string> AccountPrefix => Account is null ? [] : BuildIdentity.Choose(HostSystem.Current(), BuildUser).LaunchPrefix;
}

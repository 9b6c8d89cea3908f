using Microsoft.Build.Framework;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>A task of a phase of the build, which takes up what the phases before it left.</summary>
public abstract class BuildTask : YoctoTask
{
    /// <summary><c>obj/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    private protected BuildFolder Folder => new(IntermediateDirectory);
}

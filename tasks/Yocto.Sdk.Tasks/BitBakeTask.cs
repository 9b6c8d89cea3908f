using Microsoft.Build.Framework;
using Yocto.Sdk.BuildContainers;

namespace Yocto.Sdk.Tasks;

/// <summary>A task about a bitbake: which one, where it works, as who, in which container.</summary>
public abstract class BitBakeTask : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>Absolute.</summary>
    [Required]
    public string BuildDirectory { get; set; } = "";

    public string BuildUser { get; set; } = "";

    /// <summary>Empty where bitbake runs on the host.</summary>
    public string Container { get; set; } = "";

    private protected BuildContainer? ReadContainer() => Container.Length == 0 ? null : BuildContainer.Read(Folder.BuildContainer);
}

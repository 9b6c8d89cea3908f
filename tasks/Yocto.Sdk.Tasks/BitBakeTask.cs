using Microsoft.Build.Framework;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Host;

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

    /// <summary>The Python file that runs bitbake; absolute.</summary>
    [Required]
    public string BridgeFile { get; set; } = "";

    /// <summary>Empty where bitbake runs on the host.</summary>
    public string Container { get; set; } = "";

    /// <summary>What else bitbake writes to: downloads, sstate, and what the project names; absolute.</summary>
    public string[] WrittenFolders { get; set; } = [];

    private protected RootConfinement Confinement() => RootConfinement.Of(
        Path.Combine(Path.GetDirectoryName(BridgeFile)!, "confine.py"),
        Path.GetDirectoryName(ProjectFile)!,
        BuildDirectory,
        WrittenFolders.Select(f => Path.GetFullPath(f, Path.GetDirectoryName(ProjectFile)!)),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    private protected BuildContainer? ReadContainer() => Container.Length == 0 ? null : BuildContainer.Read(Folder.BuildContainer);
}

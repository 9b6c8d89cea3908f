using Microsoft.Build.Framework;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>A task over the build stamp, with all that decides about a build.</summary>
public abstract class BuildStampTask : YoctoTask
{
    /// <summary><c>yocto.stamp</c>; absolute, as all paths.</summary>
    [Required]
    public string StampFile { get; set; } = "";

    [Required]
    public string RestoredLayersFile { get; set; } = "";

    [Required]
    public string BuildDirectory { get; set; } = "";

    [Required]
    public string ProductFile { get; set; } = "";

    [Required]
    public string BridgeFile { get; set; } = "";

    [Required]
    public string BuildResultFile { get; set; } = "";

    [Required]
    public string OutputsFile { get; set; } = "";

    public string[] Targets { get; set; } = [];

    public string? TaskName { get; set; }

    public string KeepGoing { get; set; } = "";

    public string? BuildUser { get; set; }

    /// <summary><c>build-container.json</c>, where bitbake runs in a container.</summary>
    public string? BuildContainerFile { get; set; }

    /// <summary>Commands that the project names besides those that bitbake links into its <c>hosttools</c>.</summary>
    public string[] HostTools { get; set; } = [];

    /// <summary>Files and folders outside the layers that configuration or layers name.</summary>
    public string[] ExtraInputs { get; set; } = [];

    /// <summary>Folders below a layer that do not count: the project's <c>bin</c> and <c>obj</c>.</summary>
    public string[] ExcludedFolders { get; set; } = [];

    protected BuildStampInputs Inputs()
    {
        var container = BuildContainer.Read(BuildContainerFile);
        return new()
        {
            BuildDirectory = BuildDirectory,
            RestoredLayersFile = RestoredLayersFile,
            ProductFile = ProductFile,
            BridgeFile = BridgeFile,
            Request = new Dictionary<string, string>
            {
                ["BuildContainer"] = container?.Identity ?? "",
                ["BuildUser"] = BuildUser ?? "",
                ["KeepGoing"] = IsOn("YoctoKeepGoing", KeepGoing) ? "true" : "false",
                ["Targets"] = string.Join(' ', Targets),
                ["TaskName"] = TaskName ?? "",
            },
            ExtraInputs = ExtraInputs,
            ExcludedFolders = ExcludedFolders,
            Environment = BuildStampEnvironment.Of(Environment.GetEnvironmentVariables()),
            HostTools = container is null ? ["python3", "git", .. HostTools] : null,
        };
    }
}

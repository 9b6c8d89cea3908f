using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>A task that reads everything in a project about bitbake's configuration.</summary>
public abstract class ProjectConfigurationTask : ConfigurationTask
{
    public string Machine { get; set; } = "";

    public string Distro { get; set; } = "";

    public ITaskItem[] DistroFeatures { get; set; } = [];

    public ITaskItem[] MachineFeatures { get; set; } = [];

    public ITaskItem[] Variables { get; set; } = [];

    public ITaskItem[] ConfFiles { get; set; } = [];

    public string DownloadDirectory { get; set; } = "";

    public string SstateDirectory { get; set; } = "";

    /// <summary><c>obj/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    protected BuildConfiguration ReadProject(List<Diagnostic> problems) => new(
        Path.GetFileName(ProjectFile),
        ReadMachine(),
        Property(nameof(Distro), Distro),
        Property(nameof(Image), Image),
        ReadPackages(),
        ReadFeatures(DistroFeatures, "YoctoDistroFeature"),
        ReadFeatures(MachineFeatures, "YoctoMachineFeature"),
        ReadImageFeatures(),
        [.. Variables.Select(item => ReadVariable(item, problems)).OfType<Variable>()],
        [.. ConfFiles.Select(item => new Setting(item.GetMetadata("FullPath"), OriginOf(item, "YoctoConf")))],
        Directory(DownloadDirectory),
        Directory(SstateDirectory),
        ProductRecord.Read(new BuildFolder(IntermediateDirectory).Product));

    /// <summary>The machine of an inner build comes from the list.</summary>
    protected Origin MachineOrigin => OriginOf(nameof(Machine), otherwise: "Machines");

    private Setting? ReadMachine() =>
        Property(nameof(Machine), Machine) is { } machine ? machine with { Origin = MachineOrigin } : null;

    private Variable? ReadVariable(ITaskItem item, List<Diagnostic> problems)
    {
        var names = item.MetadataNames.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var metadata = VariableMetadata.Operations.Append(VariableMetadata.Override)
            .Where(names.Contains)
            .ToDictionary(name => name, item.GetMetadata, StringComparer.OrdinalIgnoreCase);
        return VariableMetadata.Read(item.ItemSpec, metadata, OriginOf(item, "YoctoVariable"), problems);
    }

    private static string? Directory(string path) =>
        path.Length == 0 ? null : Path.TrimEndingDirectorySeparator(path);
}

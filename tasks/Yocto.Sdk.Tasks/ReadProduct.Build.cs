using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads what is asked of bitbake.</summary>
public sealed partial class ReadProduct
{
    public string Machine { get; set; } = "";

    /// <summary>The list, where the project itself sets it beside <see cref="Machine"/>.</summary>
    public string MachinesBesideMachine { get; set; } = "";

    public string Distro { get; set; } = "";

    public string Image { get; set; } = "";

    public ITaskItem[] Packages { get; set; } = [];

    public ITaskItem[] DistroFeatures { get; set; } = [];

    public ITaskItem[] MachineFeatures { get; set; } = [];

    public ITaskItem[] ImageFeatures { get; set; } = [];

    public ITaskItem[] Variables { get; set; } = [];

    public ITaskItem[] ConfFiles { get; set; } = [];

    public string DownloadDirectory { get; set; } = "";

    public string SstateDirectory { get; set; } = "";

    /// <summary>The machine of an inner build comes from the list.</summary>
    private Origin MachineOrigin => OriginOf(nameof(Machine), otherwise: "Machines");

    private BuildConfiguration ReadBuild(List<Diagnostic> problems)
    {
        var variables = Variables.Select(item => ReadVariable(item, problems)).OfType<Variable>().ToList();
        if (MachinesBesideMachine.Length > 0)
            problems.Add(ConfigurationErrors.MachineAndMachines.At(OriginOf(nameof(Machine)), Machine, MachinesBesideMachine.Trim()));
        return new BuildConfiguration(
            Path.GetFileName(ProjectFile),
            Property(nameof(Machine), Machine) is { } machine ? machine with { Origin = MachineOrigin } : null,
            Property(nameof(Distro), Distro),
            Property(nameof(Image), Image),
            [.. Packages.Select(item => Item(item, "YoctoPackage"))],
            ReadFeatures(DistroFeatures, "YoctoDistroFeature"),
            ReadFeatures(MachineFeatures, "YoctoMachineFeature"),
            ReadFeatures(ImageFeatures, "YoctoImageFeature"),
            variables,
            [.. ConfFiles.Select(item => Item(item, "YoctoConf") with { Text = item.GetMetadata("FullPath") })],
            FolderOf(DownloadDirectory),
            FolderOf(SstateDirectory));
    }

    private IReadOnlyList<Feature> ReadFeatures(ITaskItem[] items, string itemType) =>
        [.. items.Select(item => new Feature(item.ItemSpec, IsOn(item, itemType, "Remove"), OriginOf(item, itemType)))];

    private Variable? ReadVariable(ITaskItem item, List<Diagnostic> problems)
    {
        var names = item.MetadataNames.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var metadata = VariableMetadata.Operations.Append(VariableMetadata.Override)
            .Where(names.Contains)
            .ToDictionary(name => name, item.GetMetadata, StringComparer.OrdinalIgnoreCase);
        return VariableMetadata.Read(item.ItemSpec, metadata, OriginOf(item, "YoctoVariable"), problems);
    }

    private static string? FolderOf(string path) => path.Length == 0 ? null : Path.TrimEndingDirectorySeparator(path);
}

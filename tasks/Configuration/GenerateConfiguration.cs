using Microsoft.Build.Framework;
using Yocto.Sdk.Device;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Configuration;

/// <summary>Writes the conf files of a build directory from the project's properties and items.</summary>
public sealed class GenerateConfiguration : ConfigurationTask
{
    [Required]
    public string BuildDirectory { get; set; } = "";

    public string Machine { get; set; } = "";

    public string Distro { get; set; } = "";

    public ITaskItem[] DistroFeatures { get; set; } = [];

    public ITaskItem[] MachineFeatures { get; set; } = [];

    public ITaskItem[] Variables { get; set; } = [];

    public ITaskItem[] ConfFiles { get; set; } = [];

    public string DownloadDirectory { get; set; } = "";

    public string SstateDirectory { get; set; } = "";

    /// <summary><c>product.json</c>; absolute. The project has no product layer when it does not exist.</summary>
    public string ProductFile { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var build = ReadProject(problems);
        problems.AddRange(VariableCheck.Problems(build.Variables, layers.BitBakeVersion));
        problems.AddRange(NameCheck.Problems(build, layers));
        problems.AddRange(PathCheck.Problems(build, layers, layer =>
            layer.Include is null ? null : new Origin(ProjectFile, "YoctoLayer", layer.Include)));

        Settle(problems);

        Write("bblayers.conf", BBLayersConf.Of(build, layers));
        Write("local.conf", LocalConf.Of(build, layers));
        return Task.CompletedTask;
    }

    // bitbake's caches go by the files' times
    private void Write(string name, ConfFile conf)
    {
        var file = Path.Combine(BuildDirectory, "conf", name);
        Detail(WholeFile.WriteIfChanged(file, conf.ToText()) ? $"{file} is written" : $"{file} stays as it is");
    }

    private BuildConfiguration ReadProject(List<Diagnostic> problems) => new(
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
        ProductRecord.Read(ProductFile));

    // The machine of an inner build comes from the list.
    private Setting? ReadMachine() =>
        Property(nameof(Machine), Machine) is { } machine
            ? machine with { Origin = OriginOf(nameof(Machine), "Machines") }
            : null;

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

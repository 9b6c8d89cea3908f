using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Interop;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Configuration;

/// <summary>Writes the conf files of a build directory from the project's properties and items.</summary>
public sealed class GenerateConfiguration : YoctoTask
{
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    [Required]
    public string BuildDirectory { get; set; } = "";

    public string Machine { get; set; } = "";

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

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var build = ReadProject(problems);
        problems.AddRange(VariableCheck.Problems(build.Variables, layers.BitBakeVersion));
        problems.AddRange(NameCheck.Problems(build, layers));
        problems.AddRange(PathCheck.Problems(build, layers, layer =>
            layer.Include is null ? null : new Origin(ProjectFile, "YoctoLayer", layer.Include)));

        if (problems.Any(problem => problem.Severity == Severity.Error))
            throw new YoctoException(problems);
        foreach (var warning in problems)
            Report(warning);

        Write("bblayers.conf", BBLayersConf.Of(build.Project, layers));
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
        Property(nameof(Machine), Machine, otherwise: "Machines"),
        Property(nameof(Distro), Distro),
        Property(nameof(Image), Image),
        [.. Packages.Select(item => new Setting(item.ItemSpec, OriginOf(item, "YoctoPackage")))],
        [.. DistroFeatures.Select(item => ReadFeature(item, "YoctoDistroFeature"))],
        [.. MachineFeatures.Select(item => ReadFeature(item, "YoctoMachineFeature"))],
        [.. ImageFeatures.Select(item => ReadFeature(item, "YoctoImageFeature"))],
        [.. Variables.Select(item => ReadVariable(item, problems)).OfType<Variable>()],
        [.. ConfFiles.Select(item => new Setting(item.GetMetadata("FullPath"), OriginOf(item, "YoctoConf")))],
        Directory(DownloadDirectory),
        Directory(SstateDirectory));

    // The machine of an inner build comes from the list.
    private Setting? Property(string name, string value, string? otherwise = null)
    {
        if (value.Trim() is not { Length: > 0 } text)
            return null;
        return new Setting(text, otherwise is null ? OriginOf(name) : OriginOf(name, otherwise));
    }

    private Feature ReadFeature(ITaskItem item, string itemType) => new(
        item.ItemSpec,
        item.GetMetadata("Remove").Equals("true", StringComparison.OrdinalIgnoreCase),
        OriginOf(item, itemType));

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

using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the conf files of a build directory from the project's properties and items.</summary>
public sealed class GenerateConfiguration : ProjectConfigurationTask
{
    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary>The list, if the project itself sets it together with <see cref="ProjectConfigurationTask.Machine"/>.</summary>
    public string MachinesBesideMachine { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var build = ReadProject(problems);
        if (MachinesBesideMachine.Length > 0)
            problems.Add(ConfigurationErrors.MachineAndMachines.At(OriginOf(nameof(Machine)), Machine, MachinesBesideMachine.Trim()));
        problems.AddRange(VariableCheck.Problems(build.Variables, layers.BitBakeVersion));
        problems.AddRange(NameCheck.Problems(build, layers, MachineOrigin));
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
        Detail(WholeFile.WriteIfChanged(file, conf.ToText()) ? $"Wrote {file}" : $"{file} is up to date");
    }
}

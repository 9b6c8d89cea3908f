using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the conf files of a build directory.</summary>
public sealed class GenerateConfiguration : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary>Property <c>YoctoRun</c>: whoever opens a shell knows the workspace.</summary>
    public string Run { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var build = ProductRequest.Read(Folder.Request).Build with
        {
            Product = ProductRecord.Read(Folder.Product),
        };
        var workspace = DevtoolWorkspace.Of(Path.TrimEndingDirectorySeparator(BuildDirectory), Account);
        if (workspace is not null && Run.Length == 0)
            Report(ConfigurationErrors.Workspace.Create(workspace.Folder, workspace.Names));
        Write("bblayers.conf", BBLayersConf.Of(build, layers, workspace));
        Write("local.conf", LocalConf.Of(build, layers));
        return Task.CompletedTask;
    }

    // bitbake's caches go by the files' times
    private void Write(string name, ConfFile conf)
    {
        using var _ = FileAccount.Assume(Account);
        var file = Path.Combine(BuildDirectory, "conf", name);
        Detail(WholeFile.WriteIfChanged(file, conf.ToText()) ? $"Wrote {file}" : $"{file} is up to date");
    }
}

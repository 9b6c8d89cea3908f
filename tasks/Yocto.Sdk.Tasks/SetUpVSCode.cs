using Microsoft.Build.Framework;
using Yocto.Sdk.Layers;
using Yocto.Sdk.VSCode;

namespace Yocto.Sdk.Tasks;

/// <summary>Adds what VS Code needs of a project to the files in <c>.vscode</c>.</summary>
public sealed class SetUpVSCode : YoctoTask
{
    /// <summary>Where a restore puts the schema; absolute.</summary>
    [Required]
    public string SchemaFile { get; set; } = "";

    /// <summary><c>yocto.layers.json</c>; absolute. On a host that restores no layers there is none.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    public string? Image { get; set; }

    public string[] Machines { get; set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var bitBake = File.Exists(RestoredLayersFile) ? RestoredLayers.Read(RestoredLayersFile).BitBakePath : null;
        List<string> kept = [];
        var project = new VSCodeProject(ProjectFile, SchemaFile, bitBake, string.IsNullOrEmpty(Image) ? null : Image, Machines);
        var written = project.Write(kept);
        Status(written.Count > 0 ? $"Wrote {string.Join(", ", written)}." : $"{Path.Combine(project.Workspace, ".vscode")} is up to date.");
        foreach (var setting in kept)
            Status($"Your own {setting} stays.");
        return Task.CompletedTask;
    }
}

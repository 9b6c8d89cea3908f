using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Yocto.Sdk.Interop;

namespace Yocto.Sdk.Outputs;

/// <summary>A task that gives the outputs of a build as items.</summary>
public abstract class OutputsTask : YoctoTask
{
    /// <summary><c>outputs.json</c>; absolute.</summary>
    [Required]
    public string OutputsFile { get; set; } = "";

    /// <summary><c>YoctoImage</c> items: metadata Machine, Image, Type, Size, Sha256, Bmap, Manifest, DeployPath.</summary>
    [Output]
    public ITaskItem[] Images { get; private set; } = [];

    /// <summary><c>YoctoArtifact</c> items: metadata Machine, Recipe, Image, Type, Size, Sha256, DeployPath.</summary>
    [Output]
    public ITaskItem[] Artifacts { get; private set; } = [];

    protected void Surface(BuildOutputs outputs)
    {
        Images = [.. outputs.Files.Where(f => f.Deployed.Kind == OutputKind.Image).Select(f => Item(outputs, f))];
        Artifacts = [.. outputs.Files.Where(f => f.Deployed.Kind == OutputKind.Artifact).Select(f => Item(outputs, f))];
    }

    private static TaskItem Item(BuildOutputs outputs, OutputFile file)
    {
        // TaskItem unescapes what it is given
        var item = new TaskItem(Escape(outputs.PathOf(file.Deployed.Name)));
        Set("Machine", outputs.Machine);
        Set("Image", file.Image);
        Set("Recipe", file.Deployed.Recipe);
        Set("Type", file.Deployed.Type);
        Set("Size", file.Delivered.Size.ToString(CultureInfo.InvariantCulture));
        Set("Sha256", file.Sha256);
        Set("Bmap", file.Deployed.Bmap is { } bmap ? outputs.PathOf(bmap) : null);
        Set("Manifest", file.Deployed.Manifest is { } manifest ? outputs.PathOf(manifest) : null);
        Set("DeployPath", file.Deployed.Path);
        return item;

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                item.SetMetadata(name, Escape(value));
        }
    }

    private static string Escape(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3b", StringComparison.Ordinal)
            .Replace("*", "%2a", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal);
}

using System.Text.Json.Serialization;

namespace Yocto.Sdk.Outputs;

public enum OutputKind
{
    Image,
    Artifact,
}

/// <summary>A file that a build left for the user.</summary>
/// <param name="Path">Absolute, under its stable name, which may be a symbolic link to a name with a time in it.</param>
/// <param name="Name">Where it goes below <c>bin/&lt;Configuration&gt;/&lt;Machine&gt;/</c>.</param>
/// <param name="Type">The file type of an image, for example <c>wic.zst</c>; otherwise the kind of artifact, for example <c>Kernel</c>.</param>
/// <param name="Recipe">The <c>PN</c> whose task left it.</param>
/// <param name="Task">That task, without <c>do_</c>; empty for a bill of materials, which this SDK writes.</param>
/// <param name="SstateManifest">The manifest that lists it; null for licence manifests, which none lists, and for bills.</param>
/// <param name="Bmap">The <see cref="Name"/> of an image's block map.</param>
/// <param name="Manifest">The <see cref="Name"/> of the list of packages in an image.</param>
internal sealed record DeployedFile(
    string Path,
    string Name,
    OutputKind Kind,
    string Type,
    string Recipe,
    string Task,
    string? SstateManifest,
    string? Bmap = null,
    string? Manifest = null)
{
    [JsonIgnore]
    public bool IsOfBitBake => Task.Length > 0;
}

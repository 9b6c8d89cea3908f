using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>What a project contains about its layers, as it is written.</summary>
/// <param name="ProjectFile">Absolute; a user's folders are relative to its folder.</param>
/// <param name="Release">Property <c>YoctoRelease</c>; null when unset.</param>
/// <param name="Distro">Property <c>Distro</c>; null when unset, which means <c>poky</c>.</param>
/// <param name="BitBakePath">Property <c>YoctoBitBakePath</c>: the user's own BitBake, written like a layer.</param>
public sealed record RestoreRequest(
    string ProjectFile,
    string? Release,
    string? Distro,
    string? BitBakePath,
    IReadOnlyList<LayerRequest> Layers,
    IReadOnlyList<LayerRepositoryRequest> Repositories)
{
    public string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    public Origin ReleaseOrigin => new(ProjectFile, "YoctoRelease");

    public Origin BitBakePathOrigin => new(ProjectFile, "YoctoBitBakePath");
}

/// <summary>An item <c>YoctoLayer</c>.</summary>
/// <param name="Priority">Sets the layer's <c>BBFILE_PRIORITY</c>; a whole number, or null for the layer's own.</param>
public sealed record LayerRequest(string Include, string? Priority, Origin Origin);

/// <summary>An item <c>YoctoLayerRepository</c>.</summary>
/// <param name="Name">A name of the project's own, or of a catalogue repository whose URL or pin it replaces.</param>
/// <param name="Pins">As the project writes them; more than one is an error.</param>
/// <param name="Patches">Files and <c>folder/*.patch</c>, separated by semicolons, in the order to apply.</param>
public sealed record LayerRepositoryRequest(
    string Name, string? Url, IReadOnlyList<Pin> Pins, string? Patches, Origin Origin);

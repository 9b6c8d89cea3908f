using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>What a request means: every repository with URL and pin, every layer with its place.</summary>
/// <param name="Release">As the project writes it; empty when unset.</param>
/// <param name="Repositories">Those that contain a layer or BitBake, by name.</param>
/// <param name="Layers">The core's own first, then in the project's order.</param>
internal sealed record RestorePlan(
    string Release,
    CoreSource Core,
    IReadOnlyList<PlannedRepository> Repositories,
    IReadOnlyList<PlannedLayer> Layers,
    PlannedFolder BitBake,
    Origin BitBakeOrigin);

/// <param name="Patches">Absolute paths of existing files, in the order to apply.</param>
internal sealed record PlannedRepository(
    string Name, GitUrl Url, Pin Pin, string? FallbackBranch, IReadOnlyList<string> Patches, Origin Origin)
    : RemoteRepository(Name, Url, Pin, FallbackBranch, Origin)
{
    /// <summary>For a person: <c>branch scarthgap of https://…</c>.</summary>
    public string Asked => $"{Pin} of {Url}";
}

/// <param name="Include">The item that asks for it; null for a layer that the core brings.</param>
internal sealed record PlannedLayer(string? Include, PlannedFolder Folder, int? Priority, Origin Origin);

/// <param name="Repository">The repository's name; null for a user's folder.</param>
/// <param name="Path">In the repository with forward slashes, <c>.</c> for its root; absolute for a user's folder.</param>
internal sealed record PlannedFolder(string? Repository, string Path)
{
    /// <summary>The folder that contains it; for a repository's root the root.</summary>
    public PlannedFolder Parent => this with
    {
        Path = Repository is null ? System.IO.Path.GetDirectoryName(Path) ?? "/" : Path.LastIndexOf('/') is var slash and > 0 ? Path[..slash] : ".",
    };

    /// <summary>A file in it, in the same terms.</summary>
    public string File(string relative) => Path == "." ? relative : $"{Path}/{relative}";

    public override string ToString() => Repository is null ? Path : Path == "." ? Repository : $"{Repository}/{Path}";
}

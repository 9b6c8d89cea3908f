using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BuildContainers;

/// <summary>The container that a project asks for, and what it has to see of the host.</summary>
/// <param name="Container">Property <c>YoctoBuildContainer</c>: an image's name, or the folder of a root file system.</param>
/// <param name="BuildUser">Property <c>YoctoBuildUser</c>; null when unset.</param>
/// <param name="WrittenFolders">That bitbake writes to: the build directory, downloads, sstate.</param>
/// <param name="ReadPaths">Files and folders outside the layers that bitbake reads.</param>
/// <param name="Credentials">Property <c>YoctoBuildContainerCredentials</c>: it sees the keys and logins of the home.</param>
internal sealed record BuildContainerRequest(
    Setting Container,
    Setting? BuildUser,
    string ProjectDirectory,
    RestoredLayers Layers,
    IReadOnlyList<string> WrittenFolders,
    IReadOnlyList<string> ReadPaths,
    bool Credentials);

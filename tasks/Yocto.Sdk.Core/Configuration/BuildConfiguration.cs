using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>What a project asks bitbake for: its properties and items, before they become conf files.</summary>
/// <param name="Project">The project file's name, <c>device.yoctoproj</c>.</param>
/// <param name="Distro">Null leaves the choice to OpenEmbedded-Core.</param>
/// <param name="Image">The recipe that the packages are meant for; null when the project builds another target.</param>
/// <param name="ConfFiles">Absolute paths, required in this order after everything else.</param>
/// <param name="DownloadDirectory"><c>DL_DIR</c>; absolute.</param>
/// <param name="SstateDirectory"><c>SSTATE_DIR</c>; absolute.</param>
/// <param name="Product">The generated layer whose image has the packages and image features; null when there is none.</param>
internal sealed record BuildConfiguration(
    string Project,
    Setting? Machine,
    Setting? Distro,
    Setting? Image,
    IReadOnlyList<Setting> Packages,
    IReadOnlyList<Feature> DistroFeatures,
    IReadOnlyList<Feature> MachineFeatures,
    IReadOnlyList<Feature> ImageFeatures,
    IReadOnlyList<Variable> Variables,
    IReadOnlyList<Setting> ConfFiles,
    string? DownloadDirectory,
    string? SstateDirectory,
    ProductRecord? Product = null);

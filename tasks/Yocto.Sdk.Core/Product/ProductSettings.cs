using Yocto.Sdk.Configuration;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Product.Updates;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product;

/// <summary>All that a project says of its build and its product, as it is written.</summary>
/// <param name="ProjectFile">Absolute.</param>
/// <param name="Name">The product's, made of the project file's: <c>device</c>.</param>
/// <param name="Machine">Where the machine is set, or would be.</param>
/// <param name="DevelopmentKeyFile">The key that is made where the project names none; absolute.</param>
internal sealed record ProductSettings(
    string ProjectFile,
    string Name,
    Origin Machine,
    BuildConfiguration Build,
    ContainerHostSettings ContainerHost,
    DataPartitionSettings DataPartition,
    ReadOnlyRootSettings ReadOnlyRoot,
    SystemUpdateSettings Update,
    string DevelopmentKeyFile,
    IReadOnlyList<ContainerSettings> Containers,
    IReadOnlyList<ComposeSettings> ComposeFiles,
    IReadOnlyList<QuadletSettings> QuadletFiles,
    IReadOnlyList<ApplicationSettings> Applications);

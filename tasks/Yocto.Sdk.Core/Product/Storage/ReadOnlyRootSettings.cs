using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Storage;

/// <summary>What a project says of its root file system, as it is written; null where it says nothing.</summary>
/// <param name="ContainerStorage">Where the device's engine keeps images.</param>
internal sealed record ReadOnlyRootSettings(Setting? ReadOnlyRoot, Setting? ContainerStorage);

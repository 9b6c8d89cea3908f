using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Quadlet;

/// <summary>What a project says of a Quadlet file, as it is written.</summary>
/// <param name="Item">As the project names the file.</param>
/// <param name="File">Absolute.</param>
internal sealed record QuadletSettings(Setting Item, string File);

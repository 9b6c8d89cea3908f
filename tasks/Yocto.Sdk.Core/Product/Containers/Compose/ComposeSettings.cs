using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Compose;

/// <summary>What a project says of a compose application, as it is written.</summary>
/// <param name="Item">As the project names the file.</param>
/// <param name="File">Absolute.</param>
/// <param name="Name">Empty leaves it to the file.</param>
internal sealed record ComposeSettings(Setting Item, string File, string Name);

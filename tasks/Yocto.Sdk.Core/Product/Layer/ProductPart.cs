using Yocto.Sdk.Configuration;

namespace Yocto.Sdk.Product.Layer;

/// <summary>What one property or item type adds to the product.</summary>
/// <param name="Source">Its name in the project: <c>YoctoContainerEngine</c>.</param>
/// <param name="Packages">For the product's image.</param>
/// <param name="Configuration">What only the configuration can say, distro features for one. The project's own variables stand below and overrule it.</param>
/// <param name="Files">For the product layer.</param>
public sealed record ProductPart(
    string Source,
    IReadOnlyList<string> Packages,
    IReadOnlyList<ConfBlock> Configuration,
    IReadOnlyList<LayerFile> Files)
{
    /// <summary>Lines for the product's image recipe.</summary>
    public IReadOnlyList<string> Image { get; init; } = [];
}

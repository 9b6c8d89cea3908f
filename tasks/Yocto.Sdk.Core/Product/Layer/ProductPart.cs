using Yocto.Sdk.Configuration;

namespace Yocto.Sdk.Product.Layer;

/// <summary>What one property or item type adds to the product.</summary>
/// <param name="Source">Its name in the project: <c>YoctoContainerEngine</c>.</param>
/// <param name="Packages">For the product image.</param>
/// <param name="Configuration">What only the configuration can set, for example distro features. The project's own variables come after it and overrule it.</param>
/// <param name="Files">For the product layer.</param>
internal sealed record ProductPart(
    string Source,
    IReadOnlyList<string> Packages,
    IReadOnlyList<ConfBlock> Configuration,
    IReadOnlyList<LayerFile> Files)
{
    /// <summary>Lines for the recipe of the product image.</summary>
    public IReadOnlyList<string> Image { get; init; } = [];
}

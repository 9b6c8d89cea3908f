using Yocto.Sdk.Files;
using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;

namespace Yocto.Sdk.Product.Layer;

/// <summary>The restored layers, against which a project's words are checked.</summary>
internal sealed class AvailableLayers(RestoredLayers layers)
{
    public RestoredLayers Restored => layers;

    public LayerMetadata Metadata { get; } = new(layers);

    public ReleaseFacts Facts { get; } = layers.Facts;

    public bool HasRecipe(string name) => Metadata.RecipeFile(name) is not null;

    /// <summary>Those in a recipe's file; none when no layer has one of that name.</summary>
    internal IEnumerable<ConfAssignment> AssignmentsOf(string recipe) => Metadata.RecipeFile(recipe) is { } file
        ? ConfText.Read(SmallFile.ReadText(Path.Combine(file.Layer.Path, file.Path))).OfType<ConfAssignment>() : [];
}

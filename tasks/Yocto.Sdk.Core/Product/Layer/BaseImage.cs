using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Layer;

/// <summary>Finds the recipe file that the product image is based on.</summary>
internal static class BaseImage
{
    /// <summary>The file's path, relative to its layer, as <c>require</c> finds it by BBPATH.</summary>
    public static Checked<string> PathOf(Setting image, LayerMetadata metadata)
    {
        if (NameCheck.Image(image, metadata).ToList() is { Count: > 0 } unknown)
            return new Checked<string>(null, unknown);
        if (metadata.RecipeFile(image.Text) is not { } recipe)
            return new Checked<string>(null, [ProductErrors.NoImageRecipe.At(image.Origin, image.Text)]);
        var (layer, path) = recipe;
        var first = metadata.Find(path);
        var own = Path.Combine(layer.Path, path);
        return first is null || first == own
            ? new Checked<string>(path, [])
            : new Checked<string>(null, [ProductErrors.ShadowedImageRecipe.At(image.Origin, path, first, own)]);
    }
}

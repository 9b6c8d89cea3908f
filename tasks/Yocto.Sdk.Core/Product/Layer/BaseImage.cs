using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Layer;

/// <summary>Finds the recipe file that the product image is based on.</summary>
public static class BaseImage
{
    /// <summary>The file's path, relative to its layer, as <c>require</c> finds it by BBPATH.</summary>
    /// <param name="problems">Takes why there is none; the result is null then.</param>
    public static string? PathOf(Setting image, LayerMetadata metadata, ICollection<Diagnostic> problems)
    {
        var unknown = NameCheck.Image(image, metadata).ToList();
        foreach (var problem in unknown)
            problems.Add(problem);
        if (unknown.Count > 0)
            return null;
        if (metadata.RecipeFile(image.Text) is not { } recipe)
        {
            problems.Add(ProductErrors.NoImageRecipe.At(image.Origin, image.Text));
            return null;
        }

        var (layer, path) = recipe;
        var first = metadata.Find(path);
        var own = Path.Combine(layer.Path, path);
        if (first is not null && first != own)
            problems.Add(ProductErrors.ShadowedImageRecipe.At(image.Origin, path, first, own));
        return path;
    }
}

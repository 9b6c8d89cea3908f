using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Writes the product layer of a project that uses a property or item of the product; a project that uses none has no such
/// layer, and builds its <c>Image</c> as it is.
/// </summary>
public sealed class GenerateProductLayer : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>The SDK's <c>product/</c>; absolute.</summary>
    [Required]
    public string TemplatesDirectory { get; set; } = "";

    /// <summary>The image recipe to build.</summary>
    [Output]
    public string? ImageRecipe { get; private set; }

    /// <summary>The recipe of the update that is built together with the image; null where there are no updates.</summary>
    [Output]
    public string? BundleRecipe { get; private set; }

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var request = ProductRequest.Read(Folder.Request);
        var layer = Path.Combine(IntermediateDirectory, $"meta-{request.Name}");
        if (request.BaseRecipe is not null)
            Write(layer, request with { Update = request.Update?.WithKey() });
        else
        {
            FolderTree.Remove(layer);
            FolderTree.RemoveFile(Folder.Product);
            ImageRecipe = request.Build.Image?.Text;
        }

        return Task.CompletedTask;
    }

    private void Write(string layer, ProductRequest request)
    {
        var sources = new ProductSources(RestoredLayers.Read(RestoredLayersFile), TemplatesDirectory);
        var product = new ProductParts(
            request,
            request.HasContainers ? PreloadedImages.Read(Folder.Containers) : [],
            request.HasNativeApplications ? PublishedApplications.Read(Folder.Applications) : [],
            sources);
        Settle([.. request.DataPartition?.ProblemsWith(product.RoomOfContainers) ?? []]);

        var parts = product.Read();
        var build = request.Build;
        var recipe = new ImageRecipe(build.Project, product.ImageRecipe, request.BaseRecipe!, build.Packages, build.ImageFeatures);
        new ProductLayer(layer).Write(
        [
            ProductLayerConf.Of(build.Project, Path.GetFileName(layer), sources.Layers),
            recipe.ToFile(parts, sources.Syntax),
            .. sources.FilesOf("product-layer"),
            .. parts.SelectMany(part => part.Files),
        ]);
        new ProductRecord(layer, recipe.Name, [.. parts.SelectMany(part => part.Configuration)])
        {
            Bundle = request.Update is { } update ? new UpdateBundle(update.BundleRecipe, update.Signing.KeyFile) : null,
        }.Write(Folder.Product);
        ImageRecipe = recipe.Name;
        BundleRecipe = request.Update?.BundleRecipe;
    }
}

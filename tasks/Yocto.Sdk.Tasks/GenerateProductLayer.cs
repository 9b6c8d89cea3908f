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
public sealed class GenerateProductLayer : YoctoTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>
    /// Has <c>product-request.json</c>, <c>containers.json</c> and <c>applications.json</c>, and takes
    /// <c>meta-&lt;product&gt;</c> and <c>product.json</c>; absolute.
    /// </summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

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
        var request = ProductRequest.Read(ProductRequest.FileIn(IntermediateDirectory));
        var folder = Path.Combine(IntermediateDirectory, $"meta-{request.Name}");
        var record = ProductRecord.FileIn(IntermediateDirectory);
        if (request.BaseRecipe is null)
        {
            FolderTree.Remove(folder);
            FolderTree.RemoveFile(record);
            ImageRecipe = request.Build.Image?.Text;
        }
        else
            Write(request with { Update = request.Update?.WithKey() }, folder, record);
        return Task.CompletedTask;
    }

    private void Write(ProductRequest request, string folder, string record)
    {
        var sources = new ProductSources(RestoredLayers.Read(RestoredLayersFile), TemplatesDirectory);
        var product = new ProductParts(
            request,
            request.HasContainers ? PreloadedImages.Read(PreloadedImages.FileIn(IntermediateDirectory)) : [],
            request.HasNativeApplications ? PublishedApplications.Read(PublishedApplications.FileIn(IntermediateDirectory)) : [],
            sources);
        Settle([.. request.DataPartition?.ProblemsWith(product.RoomOfContainers) ?? []]);

        var parts = product.Read();
        var recipe = new ImageRecipe(
            request.Build.Project, product.ImageRecipe, request.BaseRecipe!, request.Build.Packages, request.Build.ImageFeatures);
        new ProductLayer(folder).Write(
        [
            ProductLayerConf.Of(request.Build.Project, Path.GetFileName(folder), sources.Layers),
            recipe.ToFile(parts, sources.Syntax),
            .. sources.FilesOf("product-layer"),
            .. parts.SelectMany(part => part.Files),
        ]);
        new ProductRecord(folder, recipe.Name, [.. parts.SelectMany(part => part.Configuration)])
        {
            Bundle = request.Update is { } update ? new UpdateBundle(update.BundleRecipe, update.Signing.KeyFile) : null,
        }.Write(record);
        ImageRecipe = recipe.Name;
        BundleRecipe = request.Update?.BundleRecipe;
    }
}

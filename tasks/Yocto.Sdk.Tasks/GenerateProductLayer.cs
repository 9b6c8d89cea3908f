using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Product.Updates;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Writes the product layer of a project that uses a property or item of the product; a project that uses none has no such
/// layer, and builds its <c>Image</c> as it is.
/// </summary>
public sealed partial class GenerateProductLayer : ConfigurationTask
{
    /// <summary>The product's name, from the name of the project file: <c>device</c>.</summary>
    [Required]
    public string ProductName { get; set; } = "";

    /// <summary><c>obj/&lt;Configuration&gt;/&lt;Machine&gt;/meta-&lt;product&gt;</c>; absolute.</summary>
    [Required]
    public string LayerDirectory { get; set; } = "";

    /// <summary><c>product.json</c>; absolute.</summary>
    [Required]
    public string RecordFile { get; set; } = "";

    /// <summary>The SDK's <c>product/</c>; absolute.</summary>
    [Required]
    public string TemplatesDirectory { get; set; } = "";

    /// <summary>The image recipe to build.</summary>
    [Output]
    public string? ImageRecipe { get; private set; }

    /// <summary>The recipe of the update that is built together with the image; null where there are no updates.</summary>
    [Output]
    public string? BundleRecipe { get; private set; }

    private string ImageRecipeName => $"{ProductName}-image";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var sources = new ProductSources(RestoredLayers.Read(RestoredLayersFile), TemplatesDirectory);
        var data = ReadDataPartition(problems);
        var update = ReadUpdate(data, sources, problems);
        IReadOnlyList<ProductPart> parts = [.. Parts(data, update, sources, problems)];
        var image = Property(nameof(Image), Image);
        if (parts.Count == 0)
        {
            Settle(problems);
            FolderTree.Remove(LayerDirectory);
            FolderTree.RemoveFile(RecordFile);
            ImageRecipe = image?.Text;
            return Task.CompletedTask;
        }

        if (image is null)
            problems.Add(ProductErrors.NoImage.At(OriginOf(parts[0].Source), parts[0].Source));
        var baseRecipe = image is null ? null : BaseImage.PathOf(image, sources.Metadata, problems);
        Settle(problems);

        var project = Path.GetFileName(ProjectFile);
        var recipe = new ImageRecipe(project, ImageRecipeName, baseRecipe!, ReadPackages(), ReadImageFeatures());
        new ProductLayer(LayerDirectory).Write(
        [
            ProductLayerConf.Of(project, Path.GetFileName(LayerDirectory), sources.Layers),
            recipe.ToFile(parts, sources.Syntax),
            .. sources.FilesOf("product-layer"),
            .. parts.SelectMany(part => part.Files),
        ]);
        new ProductRecord(LayerDirectory, recipe.Name, [.. parts.SelectMany(part => part.Configuration)])
        {
            Bundle = update is null ? null : new UpdateBundle(update.BundleRecipe, update.Signing.KeyFile),
        }.Write(RecordFile);
        ImageRecipe = recipe.Name;
        BundleRecipe = update?.BundleRecipe;
        return Task.CompletedTask;
    }

    /// <summary>In the order in which the image and the configuration list them.</summary>
    private IEnumerable<ProductPart> Parts(
        DataPartition? data, SystemUpdate? update, ProductSources sources, List<Diagnostic> problems)
    {
        var host = ReadContainerHost(sources, problems);
        return
        [
            .. update is null ? Array.Empty<ProductPart>() : [update.PartOf(ImageRecipeName, sources)],
            .. StorageParts(data, sources, problems),
            .. host is null ? Array.Empty<ProductPart>() : [ContainerHostPart.Of(host, sources)],
            .. ContainerParts(host?.Engine, sources, problems),
        ];
    }
}

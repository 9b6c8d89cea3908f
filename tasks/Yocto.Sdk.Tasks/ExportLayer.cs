using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Export;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the product layer to a folder of the user, with everything that bitbake alone needs to build it.</summary>
public sealed class ExportLayer : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>Takes the layer's folder; absolute.</summary>
    [Required]
    public string ExportDirectory { get; set; } = "";

    /// <summary>Absolute.</summary>
    [Required]
    public string BuildDirectory { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var product = ProductRecord.Read(Folder.Product)
            ?? throw new YoctoException(ProductErrors.NothingToExport.At(OriginOf("Image"), Path.Combine(BuildDirectory, "conf")));
        var folder = Path.Combine(ExportDirectory, Path.GetFileName(product.Layer));
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new YoctoException(ProductErrors.ExportExists.At(OriginOf("YoctoExportDirectory"), folder));

        var build = ProductRequest.Read(Folder.Request).Build with { Product = product };
        new ExportedLayer(build, RestoredLayers.Read(RestoredLayersFile)).Write(folder);
        Status($"The layer is in {folder}. Its README.md describes how to build it.");
        return Task.CompletedTask;
    }
}

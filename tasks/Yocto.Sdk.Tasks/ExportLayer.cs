using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Export;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the product layer to a folder of the user, with everything that bitbake alone needs to build it.</summary>
public sealed class ExportLayer : ProjectConfigurationTask
{
    /// <summary>Takes the layer's folder; absolute.</summary>
    [Required]
    public string ExportDirectory { get; set; } = "";

    /// <summary>Absolute.</summary>
    [Required]
    public string BuildDirectory { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var build = ReadProject(problems);
        if (build.Product is null)
            problems.Add(ProductErrors.NothingToExport.At(OriginOf(nameof(Image)), Path.Combine(BuildDirectory, "conf")));
        Settle(problems);

        var folder = Path.Combine(ExportDirectory, Path.GetFileName(build.Product!.Layer));
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new YoctoException(ProductErrors.ExportExists.At(OriginOf("YoctoExportDirectory"), folder));
        new ExportedLayer(build, RestoredLayers.Read(RestoredLayersFile)).Write(folder);
        Status($"The layer is in {folder}. Its README.md describes how to build it.");
        return Task.CompletedTask;
    }
}

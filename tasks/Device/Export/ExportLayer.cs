using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Device.Export;

/// <summary>Writes the product layer where the user wants it, with all that it takes to build it by bitbake alone.</summary>
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
            problems.Add(DeviceErrors.NothingToExport.At(OriginOf(nameof(Image)), Path.Combine(BuildDirectory, "conf")));
        Settle(problems);

        var folder = Path.Combine(ExportDirectory, Path.GetFileName(build.Product!.Layer));
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new YoctoException(DeviceErrors.ExportExists.At(OriginOf("YoctoExportDirectory"), folder));
        new ExportedLayer(build, RestoredLayers.Read(RestoredLayersFile)).Write(folder);
        Status($"The layer is in {folder}. Its README.md describes how to build it.");
        return Task.CompletedTask;
    }
}

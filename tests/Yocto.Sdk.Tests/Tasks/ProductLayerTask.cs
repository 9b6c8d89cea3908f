using System.Xml.Linq;
using Microsoft.Build.Framework;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Tasks;

/// <summary>The task that generates a product layer, for a project that has nothing but properties.</summary>
internal static class ProductLayerTask
{
    /// <param name="folder">Takes the project, a layer that is its core, and what the task writes.</param>
    /// <param name="properties">The project's, a line each from line 3 on.</param>
    public static GenerateProductLayer Of(TemporaryFolder folder, RecordingBuildEngine engine, string properties, string bitBake)
    {
        var written = properties.Replace("\"", "&quot;", StringComparison.Ordinal);
        var project = folder.Write("Device.yoctoproj", $"""
            <Project Sdk="Yocto.Sdk">
              <PropertyGroup>
            {written}
              </PropertyGroup>
            </Project>
            """);
        folder.Write("meta/conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\n");
        folder.Write("meta/recipes-core/images/core-image-minimal.bb", "");
        folder.Write("layers.json", new RestoredLayers("scarthgap", "/bitbake", bitBake, folder.Path, ["scarthgap"], [],
            [new RestoredLayer(null, folder["meta"], "core", null, "poky")]).ToJson());
        var values = XElement.Parse($"<P>{written}</P>");
        string Value(string name) => (string?)values.Element(name) ?? "";
        return new GenerateProductLayer
        {
            BuildEngine = (IBuildEngine)engine,
            ProjectFile = project,
            RestoredLayersFile = folder["layers.json"],
            TemplatesDirectory = Path.Combine(SourceTree.Root, "sdk/product"),
            ProductName = "device",
            LayerDirectory = folder["obj/meta-device"],
            RecordFile = folder["obj/product.json"],
            Image = "core-image-minimal",
            DataPartition = Value("YoctoDataPartition"),
            DataPartitionSize = Value("YoctoDataPartitionSize"),
            DataPartitionLabel = Value("YoctoDataPartitionLabel"),
            DataPartitionFileSystem = Value("YoctoDataPartitionFileSystem"),
            ReadOnlyRoot = Value("YoctoReadOnlyRoot"),
            UpdateEngine = Value("YoctoUpdateEngine"),
            UpdateCompatible = Value("YoctoUpdateCompatible"),
            UpdateKey = Value("YoctoUpdateKey"),
            UpdateCertificate = Value("YoctoUpdateCertificate"),
            UpdateSlotSize = Value("YoctoUpdateSlotSize"),
        };
    }
}

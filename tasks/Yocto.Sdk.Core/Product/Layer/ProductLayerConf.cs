using Yocto.Sdk.Configuration;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Product.Layer;

/// <summary><c>conf/layer.conf</c> of a product layer.</summary>
internal static class ProductLayerConf
{
    /// <param name="name">The layer's: <c>meta-device</c>.</param>
    public static LayerFile Of(string project, string name, RestoredLayers layers)
    {
        var dependencies = layers.Layers.Select(layer => layer.Collection).OfType<string>().Distinct().ToList();
        return new LayerFile("conf/layer.conf", new ConfFile(project,
        [
            new ConfBlock("The product layer",
            [
                """BBPATH .= ":${LAYERDIR}" """.TrimEnd(),
                """BBFILES += "${LAYERDIR}/recipes-*/*/*.bb ${LAYERDIR}/recipes-*/*/*.bbappend" """.TrimEnd(),
                $"BBFILE_COLLECTIONS += \"{name}\"",
                $"BBFILE_PATTERN_{name} = \"^${{LAYERDIR_RE}}/\"",
                // its appends come after those of the layers that they correct
                $"BBFILE_PRIORITY_{name} = \"50\"",
            ]),
            new ConfBlock("YoctoLayer, and the layers of the release",
            [
                ConfBlock.WordList($"LAYERDEPENDS_{name}", "=", dependencies),
                .. layers.Series.Count == 0 ? Array.Empty<string>() : [$"LAYERSERIES_COMPAT_{name} = \"{string.Join(' ', layers.Series)}\""],
            ]),
        ]).ToText());
    }
}

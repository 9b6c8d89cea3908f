using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Configuration;

/// <summary><c>conf/bblayers.conf</c>: the layers, in the order that the restore decided.</summary>
internal static class BBLayersConf
{
    public static ConfBlock Preamble { get; } = new("What every build directory has",
    [
        """BBPATH = "${TOPDIR}" """.TrimEnd(),
        """BBFILES ?= "" """.TrimEnd(),
    ]);

    public static ConfFile Of(BuildConfiguration build, RestoredLayers layers) => new(build.Project,
    [
        Preamble,
        new ConfBlock("YoctoLayer, and the layers of the release",
            [ConfBlock.WordList("BBLAYERS", "=", layers.Layers.Select(layer => layer.Path))]),
        .. build.Product is null
            ? Array.Empty<ConfBlock>()
            : [new ConfBlock("The product layer", [ConfBlock.WordList("BBLAYERS", "+=", [build.Product.Layer])])],
    ]);
}

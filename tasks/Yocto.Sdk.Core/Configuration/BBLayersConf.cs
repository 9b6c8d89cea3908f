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

    /// <param name="workspace">devtool's, whose recipes are built in place of the layers'; null for none.</param>
    public static ConfFile Of(BuildConfiguration build, RestoredLayers layers, DevtoolWorkspace? workspace = null) => new(build.Project,
    [
        Preamble,
        new ConfBlock("YoctoLayer, and the layers of the release",
            [ConfBlock.WordList("BBLAYERS", "=", layers.Layers.Select(layer => layer.Path))]),
        .. build.Product is null
            ? Array.Empty<ConfBlock>()
            : [new ConfBlock("The product layer", [ConfBlock.WordList("BBLAYERS", "+=", [build.Product.Layer])])],
        .. workspace is null
            ? Array.Empty<ConfBlock>()
            : [new ConfBlock("devtool's workspace", [ConfBlock.WordList("BBLAYERS", "+=", [workspace.Folder])])],
    ]);
}

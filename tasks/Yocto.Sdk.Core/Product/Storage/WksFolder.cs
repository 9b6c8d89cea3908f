using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Storage;

/// <summary>Where wic looks into a layer: <c>image_types_wic.bbclass</c>, <c>WKS_SEARCH_PATH</c>.</summary>
public static class WksFolder
{
    public static string Of(ProductSources sources) => sources.BitBakeVersion >= new Version(2, 18) ? "files/wic" : "wic";
}

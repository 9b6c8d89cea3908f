using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Product.Layer;

/// <summary>What the parts of a product are made from: the restored layers, and the texts that the SDK brings.</summary>
/// <param name="templates"><c>sdk/product</c>: a folder for each part, with the layout of the layer.</param>
public sealed class ProductSources(RestoredLayers layers, string templates)
{
    public RestoredLayers Layers => layers;

    public ReleaseFacts Facts { get; } = layers.Facts;

    public OverrideSyntax Syntax { get; } = OverrideSyntax.Of(layers.BitBakeVersion);

    /// <summary>The files that the SDK brings for a part, metadata in the syntax of the release.</summary>
    public IReadOnlyList<LayerFile> FilesOf(string part)
    {
        var folder = Path.Combine(templates, part);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Read(file, Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private LayerFile Read(string file, string path)
    {
        var text = File.ReadAllText(file);
        return new LayerFile(path, IsMetadata(path) ? Syntax.Translate(text) : text);
    }

    private static bool IsMetadata(string path) =>
        Path.GetExtension(path) is ".bb" or ".bbappend" or ".bbclass" or ".inc"
        || path.StartsWith("conf/", StringComparison.Ordinal);
}

using System.Text;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Product.Layer;

/// <summary>A file of the product layer: a text, or a copy of a file on disk.</summary>
/// <param name="Path">Relative to the layer, with forward slashes.</param>
/// <param name="Text">Null when it is a copy.</param>
/// <param name="CopyOf">Absolute; hard-linked where that is possible.</param>
/// <param name="Executable">Of a text; a copy keeps its mode.</param>
internal sealed record LayerFile(string Path, string? Text, string? CopyOf = null, bool Executable = false)
{
    /// <summary>Values for a recipe that requires this file: any text arrives in BitBake as it is.</summary>
    public static LayerFile OfVariables(string path, string source, params IEnumerable<(string Name, string Value)> variables)
    {
        var text = new StringBuilder($"# {source}\n");
        foreach (var (name, value) in variables)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name} = {ConfValue.Quote(value)}\n");
        return new LayerFile(path, text.ToString());
    }
}

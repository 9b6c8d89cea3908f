using System.Text.RegularExpressions;

namespace Yocto.Sdk.Product.Layer;

/// <summary>
/// Files of the SDK's that bear the name of what they are for: <c>@NAME@</c> in their paths and texts. A name in lower case,
/// <c>@name@</c>, is for the recipe to fill in, which knows more.
/// </summary>
internal static partial class Template
{
    /// <exception cref="InvalidOperationException">A file has a name without a value.</exception>
    public static IEnumerable<LayerFile> Fill(IEnumerable<LayerFile> files, params IReadOnlyList<(string Name, string Value)> values)
    {
        var known = values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        return files.Select(file =>
            file with { Path = Fill(file.Path, file, known), Text = file.Text is null ? null : Fill(file.Text, file, known) });
    }

    private static string Fill(string text, LayerFile file, Dictionary<string, string> values) => Placeholder().Replace(text, name =>
        values.TryGetValue(name.Groups[1].Value, out var value) ? value
        : throw new InvalidOperationException($"The template {file.Path} has {name.Value}, which nobody fills in."));

    [GeneratedRegex("@([A-Z][A-Z_]*)@")]
    private static partial Regex Placeholder();
}

namespace Yocto.Sdk.Product.Layer;

/// <summary>Files of the SDK's that bear the name of what they are for: <c>@NAME@</c> in their paths and texts.</summary>
public static class Template
{
    public static IEnumerable<LayerFile> Fill(IEnumerable<LayerFile> files, params IReadOnlyList<(string Name, string Value)> values) =>
        files.Select(file => file with { Path = Fill(file.Path, values), Text = file.Text is null ? null : Fill(file.Text, values) });

    private static string Fill(string text, IReadOnlyList<(string Name, string Value)> values) =>
        values.Aggregate(text, (filled, value) => filled.Replace($"@{value.Name}@", value.Value, StringComparison.Ordinal));
}

using System.Text.RegularExpressions;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Docs;

/// <summary><c>docs/reference/layers.md</c> has the tables of <c>releases.json</c> and <c>layers.json</c>.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs/reference/layers.md"));

    [Fact]
    public void Every_release_of_the_catalogue_is_in_its_page() =>
        Assert.Equal(
            ReleaseCatalogue.Releases.Select(r =>
                $"| {r.Name} | {(r.Version is null ? "" : $"{r.Version} ")}| `{r.BitBake}` | {(r.Core == CoreSource.Poky ? "`poky`" : "separate")} |"),
            RowsUnder("Releases"));

    [Fact]
    public void Every_layer_of_the_catalogue_is_in_its_page() =>
        Assert.Equal(
            LayerCatalogue.Repositories.Select(r =>
                $"| [{r.Repository}]({r.Url}) | {string.Join(", ", r.Layers.Select(l => $"`{l.Name}`"))} |".Replace("|  |", "| |")),
            RowsUnder("Catalogue"));

    private static string[] RowsUnder(string heading) =>
        Rows().Match(_page[_page.IndexOf($"## {heading}\n", StringComparison.Ordinal)..])
            .Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\| --- .*\n((?:\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Rows();
}

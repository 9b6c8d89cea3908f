using Yocto.Sdk.Configuration;
using Yocto.Sdk.Language;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Layer;

/// <summary>The product image: the recipe of the project's <c>Image</c>, and what the product adds to it.</summary>
/// <param name="BaseRecipe">The path of that recipe's file, relative to its layer.</param>
internal sealed record ImageRecipe(
    string Project,
    string Name,
    string BaseRecipe,
    IReadOnlyList<Setting> Packages,
    IReadOnlyList<Feature> Features)
{
    public LayerFile ToFile(IReadOnlyList<ProductPart> parts, OverrideSyntax syntax) => new(
        // not recipes-core/images: a base recipe of the same name is found by that path
        $"recipes-product/images/{Name}.bb",
        new ConfFile(Project,
        [
            new ConfBlock("Image", [$"require {BaseRecipe}", $"SUMMARY = {ConfValue.Quote($"The image of {Project}")}"]),
            .. parts.Where(part => part.Image.Count > 0).Select(part => new ConfBlock(part.Source, part.Image)),
            .. parts.SelectMany(part => Words(part.Source, syntax.Name("IMAGE_INSTALL", "append"), part.Packages)),
            .. Words("YoctoPackage", syntax.Name("IMAGE_INSTALL", "append"), Packages.Select(p => p.Text)),
            .. Words("YoctoImageFeature", syntax.Name("IMAGE_FEATURES", "append"), Features.Where(f => !f.Remove).Select(f => f.Name)),
            .. Words("YoctoImageFeature", syntax.Name("IMAGE_FEATURES", "remove"), Features.Where(f => f.Remove).Select(f => f.Name)),
        ]).ToText());

    private static IEnumerable<ConfBlock> Words(string source, string name, IEnumerable<string> words)
    {
        var distinct = words.Distinct().ToList();
        if (distinct.Count > 0)
            yield return new ConfBlock(source, [ConfBlock.WordList(name, "=", distinct, leadingSpace: true)]);
    }
}

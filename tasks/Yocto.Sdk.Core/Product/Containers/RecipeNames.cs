using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Gives each image a name that a recipe can have.</summary>
internal static partial class RecipeNames
{
    /// <param name="locationOf">Where the image is asked for.</param>
    /// <returns>One image a name. Two different ones under one name are a problem.</returns>
    public static Checked<IReadOnlyList<PreloadedImage>> Give(
        IReadOnlyList<PreloadedImage> images, Func<PreloadedImage, SourceLocation?> locationOf)
    {
        var named = images.GroupBy(i => i.Name).ToList();
        return new Checked<IReadOnlyList<PreloadedImage>>(
            [.. named.Select(g => g.First()).GroupBy(i => Short(i.Name)).SelectMany(g => g.Select(i =>
                i with { Slug = g.Count() == 1 ? g.Key : Legal(i.Name) }))],
            [.. from same in named
                from other in same
                where other.Id != same.First().Id
                select ContainerErrors.NameTwice.At(locationOf(other), other.Name, same.First().Source, other.Source)]);
    }

    // "nginx" of docker.io/library/nginx:1.27
    private static string Short(string name)
    {
        var repository = ImageReference.TryParse(name)!.Repository;
        return Legal(repository.StartsWith("library/", StringComparison.Ordinal) ? repository["library/".Length..] : repository);
    }

    private static string Legal(string name) => Illegal().Replace(name.ToLowerInvariant(), "-");

    // "_" separates a recipe's name from its version
    [GeneratedRegex(@"[^a-z0-9.+\-]+")]
    private static partial Regex Illegal();
}

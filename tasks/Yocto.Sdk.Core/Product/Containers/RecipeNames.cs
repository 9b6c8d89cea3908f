using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Gives each image a name that a recipe can have.</summary>
public static partial class RecipeNames
{
    /// <param name="locationOf">Where the image is asked for.</param>
    /// <param name="problems">Takes two different images under one name.</param>
    public static IReadOnlyList<PreloadedImage> Give(
        IReadOnlyList<PreloadedImage> containers, Func<PreloadedImage, SourceLocation?> locationOf, ICollection<Diagnostic> problems)
    {
        var named = containers.GroupBy(c => c.Name).ToList();
        foreach (var same in named)
        {
            foreach (var other in same.Where(c => c.Id != same.First().Id))
                problems.Add(ContainerErrors.NameTwice.At(locationOf(other), other.Name, same.First().Source, other.Source));
        }

        return [.. named.Select(g => g.First()).GroupBy(c => Short(c.Name)).SelectMany(g => g.Select(c =>
            c with { Slug = g.Count() == 1 ? g.Key : Legal(c.Name) }))];
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

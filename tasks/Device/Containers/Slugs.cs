using System.Text.RegularExpressions;
using Yocto.Sdk.Device.Containers.Images;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Device.Containers;

/// <summary>Gives each image a name that a recipe can have.</summary>
public static partial class Slugs
{
    /// <param name="locationOf">Where the image is asked for.</param>
    /// <param name="problems">Takes two different images under one name.</param>
    public static IReadOnlyList<PreloadedContainer> Give(
        IReadOnlyList<PreloadedContainer> containers, Func<PreloadedContainer, SourceLocation?> locationOf, ICollection<Diagnostic> problems)
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

namespace Yocto.Sdk.Layers;

/// <summary>The layer repositories that Yocto.Sdk knows by name: <c>layers.json</c>.</summary>
internal static class LayerCatalogue
{
    public static IReadOnlyList<CatalogueRepository> Repositories { get; } =
        Catalogues.Read<CatalogueRepository>("layers.json");

    public static CatalogueRepository? FindRepository(string name) =>
        Repositories.FirstOrDefault(r => r.Repository == name);

    /// <summary>The layer of that name and its repository; for the core's own layers the one of <paramref name="core"/>.</summary>
    public static (CatalogueRepository Repository, CatalogueLayer Layer)? FindLayer(string name, CoreSource core) =>
        Find(l => l.Name == name, core);

    /// <summary>The layer that provides a name of <c>BBFILE_COLLECTIONS</c>.</summary>
    public static CatalogueLayer? FindCollection(string collection, CoreSource core) =>
        Find(l => l.Collections.Contains(collection), core)?.Layer;

    private static (CatalogueRepository Repository, CatalogueLayer Layer)? Find(Func<CatalogueLayer, bool> matches, CoreSource core)
    {
        foreach (var repository in Repositories)
        {
            if (repository.Layers.FirstOrDefault(l => matches(l) && (l.Core ?? core) == core) is { } layer)
                return (repository, layer);
        }

        return null;
    }
}

/// <param name="Repository">Its name, which is also the name of its checkout.</param>
internal sealed record CatalogueRepository(string Repository, string Url, IReadOnlyList<CatalogueLayer> Layers);

/// <param name="Name">The name in a <c>YoctoLayer</c> item.</param>
/// <param name="Folder">In the repository; <c>.</c> for its root.</param>
/// <param name="Collections">The names that its <c>layer.conf</c> adds to <c>BBFILE_COLLECTIONS</c>, over the releases.</param>
/// <param name="Core">For a layer that is in different repositories: the core with which it is in this one.</param>
internal sealed record CatalogueLayer(string Name, string Folder, IReadOnlyList<string> Collections, CoreSource? Core = null);

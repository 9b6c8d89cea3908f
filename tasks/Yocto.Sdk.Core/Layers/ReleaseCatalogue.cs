using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Layers;

/// <summary>The releases that Yocto.Sdk knows: <c>releases.json</c>.</summary>
internal static class ReleaseCatalogue
{
    public static IReadOnlyList<Release> Releases { get; } = Catalogues.Read<Release>("releases.json");

    public static Release? Find(string name) => Releases.FirstOrDefault(r => r.Name == name);

    /// <summary>What the writer of an unknown name probably meant, a version number included; best first.</summary>
    public static IReadOnlyList<string> Near(string name) =>
        Releases.FirstOrDefault(r => r.Version is not null && (r.Version == name || name.StartsWith(r.Version + ".", StringComparison.Ordinal))) is { } release
            ? [release.Name]
            : NearestNames.Of(name, Releases.Select(r => r.Name));
}

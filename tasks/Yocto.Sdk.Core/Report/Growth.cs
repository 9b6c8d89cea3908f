namespace Yocto.Sdk.Report;

/// <summary>A thing of the build before, of this build, or of both.</summary>
/// <param name="Before">Null where it is new.</param>
/// <param name="Now">Null where it is gone.</param>
internal sealed record Change<T>(string Name, T? Before, T? Now)
    where T : class;

/// <summary>What differs from the last build before.</summary>
internal static class Growth
{
    /// <summary>The packages that came, went, or have another size or version; what changed most first.</summary>
    public static IReadOnlyList<Change<ImagePackage>> OfPackages(BuildRecord build) =>
        [.. Between(build.Before?.Packages, build.State.Packages, p => $"{p.Image} {p.Name}", (a, b) => a.Size == b.Size && a.Version == b.Version)
            .OrderByDescending(c => Math.Abs((c.Now?.Size ?? 0) - (c.Before?.Size ?? 0)))];

    public static IReadOnlyList<Change<LayerState>> OfLayers(BuildRecord build) =>
        Between(build.Before?.Layers, build.State.Layers, l => l.Name, (a, b) => a.Commit == b.Commit);

    /// <summary>A statement that changed has gone and come.</summary>
    public static IReadOnlyList<Change<ConfSetting>> OfSettings(BuildRecord build) =>
        Between(build.Before?.Settings, build.State.Settings, s => s.Text, (_, _) => true);

    private static List<Change<T>> Between<T>(IReadOnlyList<T>? before, IReadOnlyList<T> now, Func<T, string> name, Func<T, T, bool> same)
        where T : class
    {
        if (before is null)
            return [];
        var old = before.DistinctBy(name).ToDictionary(name, StringComparer.Ordinal);
        var changes = new List<Change<T>>();
        foreach (var thing in now.DistinctBy(name))
        {
            if (!old.Remove(name(thing), out var former) || !same(former, thing))
                changes.Add(new Change<T>(name(thing), former, thing));
        }

        changes.AddRange(old.Select(o => new Change<T>(o.Key, o.Value, null)));
        return changes;
    }
}

namespace Yocto.Sdk.Changes;

/// <summary>What differs between two releases.</summary>
/// <param name="All">By section and name.</param>
/// <param name="Compared">The sections that both releases tell of.</param>
internal sealed record ReleaseChanges(IReadOnlyList<Change> All, IReadOnlySet<Section> Compared)
{
    /// <summary>What a list of packages tells of.</summary>
    private static readonly Section[] _ofLists = [Section.Repository, Section.Package, Section.File];

    public static ReleaseChanges Between(ReleaseContents older, ReleaseContents newer)
    {
        var hasList = older.IsList || newer.IsList;
        // a list that stands alone has no lock file or images beside it
        var compared = Enum.GetValues<Section>().Where(s => !hasList
            || (_ofLists.Contains(s) && older.Entries.Keys.Any(k => k.Section == s) && newer.Entries.Keys.Any(k => k.Section == s))).ToHashSet();
        var changes = older.Entries.Keys.Union(newer.Entries.Keys)
            .Where(k => compared.Contains(k.Section))
            .OrderBy(k => k.Section)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => new Change(k.Section, k.Name, older.Entries.GetValueOrDefault(k), newer.Entries.GetValueOrDefault(k)))
            .Where(c => Differs(c, onlyVersions: hasList));
        return new ReleaseChanges([.. changes], compared);
    }

    private static bool Differs(Change change, bool onlyVersions) => change is not ({ } from, { } to) || from.Version != to.Version
        || (!onlyVersions && (from.Size != to.Size || change.HasOtherLicense))
        || (change.Section == Section.File && from.Size != to.Size);
}

/// <param name="From">Null of what is new.</param>
/// <param name="To">Null of what is gone.</param>
internal sealed record Change(Section Section, string Name, Entry? From, Entry? To)
{
    /// <summary>How much larger it became, in bytes; null where one of the sizes is not known.</summary>
    public long? Growth => From is { Size: null } || To is { Size: null } ? null : (To?.Size ?? 0) - (From?.Size ?? 0);

    /// <summary>False where one of the licences is not known.</summary>
    public bool HasOtherLicense => From?.License is { } from && To?.License is { } to && from != to;

    public void Deconstruct(out Entry? from, out Entry? to) => (from, to) = (From, To);
}

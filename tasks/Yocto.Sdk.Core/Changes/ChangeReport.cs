using System.Globalization;
using System.Text;

namespace Yocto.Sdk.Changes;

/// <summary>Changes as a person reads them: lines for a terminal, and Markdown for release notes.</summary>
internal static class ChangeReport
{
    private static readonly Dictionary<Section, string> _titles = new()
    {
        [Section.Configuration] = "Configuration",
        [Section.Repository] = "Layer repositories",
        [Section.Package] = "Packages",
        [Section.Application] = "Applications",
        [Section.NuGet] = "NuGet packages",
        [Section.Container] = "Containers",
        [Section.ContainerPackage] = "Packages in containers",
        [Section.File] = "Files",
    };

    /// <summary>A line for each change under the title of its section, and a last line that counts.</summary>
    public static IEnumerable<string> Lines(ReleaseChanges changes)
    {
        foreach (var section in changes.All.GroupBy(c => c.Section))
        {
            yield return _titles[section.Key];
            foreach (var change in section)
                yield return $"  {Sign(change)} {change.Name} {Describe(change)}".TrimEnd();
        }

        yield return Summary(changes);
    }

    /// <summary>Tables, one a section, in GitHub's Markdown.</summary>
    /// <param name="from">The name of the older release.</param>
    /// <param name="to">The name of the newer one.</param>
    public static string Markdown(ReleaseChanges changes, string from, string to)
    {
        var text = new StringBuilder($"# Changes from {Cell(from)} to {Cell(to)}\n\n{Summary(changes)}\n");
        foreach (var section in changes.All.GroupBy(c => c.Section))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {_titles[section.Key]}\n\n| | | before | after | size |\n| --- | --- | --- | --- | --- |\n");
            foreach (var change in section)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"| {Word(change)} | {Cell(change.Name)} | {Cell(Value(change.From, change))} | {Cell(Value(change.To, change))} | {(change.Growth is { } growth ? Bytes(growth) : "")} |\n");
            }
        }

        return text.ToString();
    }

    public static string Summary(ReleaseChanges changes)
    {
        var scope = changes.Compared.Count < _titles.Count
            ? $" One of the releases has no bill of materials, so that only these were compared: {string.Join(", ", changes.Compared.Order().Select(s => _titles[s]))}." : "";
        if (changes.All.Count == 0)
            return $"No differences.{scope}";
        var packages = changes.All.Where(c => c.Section == Section.Package).ToList();
        var (added, removed) = (packages.Count(c => c.From is null), packages.Count(c => c.To is null));
        var growth = packages.Sum(c => c.Growth ?? 0);
        var others = changes.All.Where(c => c.Section != Section.Package).GroupBy(c => c.Section)
            .Select(g => $"{_titles[g.Key]}: {g.Count().ToString(CultureInfo.InvariantCulture)}");
        return string.Join(". ", others.Prepend(string.Create(CultureInfo.InvariantCulture,
            $"Packages: {added} added, {removed} removed, {packages.Count - added - removed} changed{(growth == 0 ? "" : $", {Bytes(growth)}")}"))) + $".{scope}";
    }

    private static string Describe(Change change) => (change.From, change.To) switch
    {
        ({ } from, { } to) => string.Join(", ", ((string?[])
        [
            from.Version != to.Version ? Difference(change, from.Version, to.Version) : null,
            change.HasOtherLicense ? $"licence {from.License} -> {to.License}" : null,
            change.Growth is { } growth and not 0 ? Bytes(growth) : null,
        ]).OfType<string>()),
        (null, { } to) => $"{Short(to.Version, change.Section)} {(to.Size is { } size ? Bytes(size) : "")}",
        ({ } from, null) => $"{Short(from.Version, change.Section)} {(from.Size is { } size ? Bytes(-size) : "")}",
        _ => "",
    };

    // of a list of words, what came and what went
    private static string Difference(Change change, string from, string to)
    {
        if (change.Section != Section.Configuration || !from.Contains(' ') && !to.Contains(' '))
            return $"{Short(from, change.Section)} -> {Short(to, change.Section)}";
        var (before, after) = (from.Split(' '), to.Split(' '));
        var words = after.Except(before).Select(w => $"+{w}").Concat(before.Except(after).Select(w => $"-{w}")).ToList();
        return words.Count > 0 ? string.Join(' ', words) : "in another order";
    }

    private static string Value(Entry? entry, Change change) => entry is null ? ""
        : change.Section == Section.Configuration && change is ({ } from, { } to) && from.Version.Contains(' ') && to.Version.Contains(' ')
            ? (ReferenceEquals(entry, to) ? Difference(change, from.Version, to.Version) : "")
        : string.Join(", ", ((string?[])[Short(entry.Version, change.Section), change.HasOtherLicense || change.From is null || change.To is null ? entry.License : null]).Where(t => !string.IsNullOrEmpty(t)));

    private static char Sign(Change change) => change.From is null ? '+' : change.To is null ? '-' : '~';

    private static string Word(Change change) => change.From is null ? "added" : change.To is null ? "removed" : "changed";

    private static string Short(string version, Section section) => section switch
    {
        Section.Repository when version.Length == 40 => version[..12],
        Section.Container when version.Length > 19 => version[..19],
        _ => version,
    };

    private static string Bytes(long bytes)
    {
        var size = Math.Abs((double)bytes);
        string[] units = ["bytes", "kB", "MB", "GB"];
        var unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++)
            size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{(bytes < 0 ? '-' : '+')}{size.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {units[unit]}");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace('\n', ' ');
}

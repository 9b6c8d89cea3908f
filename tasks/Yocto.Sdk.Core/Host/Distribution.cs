using System.Text.Json;

namespace Yocto.Sdk.Host;

/// <summary>A family of Linux distributions with one package manager. The data are in <c>packages.json</c>.</summary>
/// <param name="Ids"><c>ID</c> or <c>ID_LIKE</c> of its <c>os-release</c>.</param>
/// <param name="Install">The command that installs the packages that follow it.</param>
/// <param name="Update">The command that fetches the package lists; null when installing does that.</param>
/// <param name="Patience">Options that let <paramref name="Install"/> wait for another that runs.</param>
/// <param name="LocalePackage">What the locale en_US.UTF-8 needs; null for nothing.</param>
/// <param name="Locale">The command that makes the locale; null when its package holds it.</param>
/// <param name="Packages">A package's commands, separated by spaces.</param>
internal sealed record Distribution(
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Install,
    IReadOnlyList<string>? Update,
    IReadOnlyList<string>? Patience,
    string? LocalePackage,
    IReadOnlyList<string>? Locale,
    IReadOnlyDictionary<string, string> Packages)
{
    private static readonly string[] _releaseFiles = ["etc/os-release", "usr/lib/os-release"];

    private static readonly Lazy<Dictionary<string, Distribution>> _known = new(ReadKnown);

    /// <summary>The family that the table calls so.</summary>
    public static Distribution Known(string name) => _known.Value[name];

    /// <summary>The family of this host; null when it is none that the table knows.</summary>
    public static Distribution? Of(HostSystem host)
    {
        var release = OsRelease(host);
        IEnumerable<string> ids = [.. Words(release, "ID"), .. Words(release, "ID_LIKE")];
        return ids.Select(id => _known.Value.Values.FirstOrDefault(
                d => d.Ids.Contains(id) || d.Ids.Any(known => id.StartsWith($"{known}-", StringComparison.Ordinal))))
            .FirstOrDefault(d => d is not null);
    }

    public string? PackageOf(string command) =>
        Packages.FirstOrDefault(package => package.Value.Split(' ').Contains(command)).Key;

    /// <summary>One line for a person to run.</summary>
    public string InstallLine(IEnumerable<string> packages, bool asRoot)
    {
        var sudo = asRoot ? "" : "sudo ";
        var lists = Update is null ? "" : $"{sudo}{string.Join(' ', Update)} && ";
        return $"{lists}{sudo}{string.Join(' ', Install)} {string.Join(' ', packages)}";
    }

    // os-release(5): assignments as a shell reads them
    private static Dictionary<string, string> OsRelease(HostSystem host)
    {
        var lines = _releaseFiles.Select(host.Lines).FirstOrDefault(l => l.Count > 0);
        return (lines ?? [])
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"', '\''))
            .ToDictionary(group => group.Key, group => group.Last());
    }

    private static string[] Words(Dictionary<string, string> release, string name) =>
        release.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, Distribution> ReadKnown()
    {
        using var data = typeof(Distribution).Assembly.GetManifestResourceStream("Yocto.Sdk.Host.packages.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Distribution>>(data, JsonSerializerOptions.Web)!;
    }
}

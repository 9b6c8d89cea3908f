using System.Text;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Materials;

/// <summary>The packages that a container's own distribution has installed, by the database of its package manager.</summary>
/// <param name="Packages">By name.</param>
/// <param name="Owned">The files of them all, without a slash at the beginning.</param>
/// <param name="Unread">Databases that are there and that nothing here reads.</param>
internal sealed partial record ContainerPackages(IReadOnlyList<ContainerPackage> Packages, IReadOnlySet<string> Owned, IReadOnlyList<string> Unread)
{
    private const string DpkgStatus = "var/lib/dpkg/status";
    private const string DpkgFolder = "var/lib/dpkg/";
    private static readonly string[] _apkDatabases = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];
    private static readonly string[] _rpmFolders = ["var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/"];

    /// <summary>Whether a file says what is installed.</summary>
    public static bool IsDatabase(string path) =>
        path is DpkgStatus or "etc/os-release" or "usr/lib/os-release"
        || _apkDatabases.Contains(path)
        || path.StartsWith($"{DpkgFolder}status.d/", StringComparison.Ordinal)
        || (path.StartsWith($"{DpkgFolder}info/", StringComparison.Ordinal) && path.EndsWith(".list", StringComparison.Ordinal))
        || Copyright().IsMatch(path);

    public static ContainerPackages Of(ContainerFiles files)
    {
        var system = Fields(Text(files, "etc/os-release") ?? Text(files, "usr/lib/os-release") ?? "");
        var (distribution, release) = (system.GetValueOrDefault("ID"), system.GetValueOrDefault("VERSION_ID"));
        var distro = distribution is not null && release is not null ? $"{distribution}-{release}" : null;
        var owned = new HashSet<string>(StringComparer.Ordinal);
        var packages = OfDpkg(files, distribution ?? "debian", distro, owned)
            .Concat(OfApk(files, distribution ?? "alpine", distro, owned))
            .DistinctBy(p => (p.Kind, p.Name, p.Architecture, p.Version))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Architecture, StringComparer.Ordinal)
            .ToList();
        // the databases are of the package managers, and of no package
        owned.UnionWith(files.All.Keys.Where(f => f.StartsWith(DpkgFolder, StringComparison.Ordinal) || _apkDatabases.Contains(f)));
        var unread = files.All.Keys.Where(f => _rpmFolders.Any(r => f.StartsWith(r, StringComparison.Ordinal)) && Path.GetFileName(f) is "rpmdb.sqlite" or "Packages" or "Packages.db");
        return new ContainerPackages(packages, owned, [.. unread]);
    }

    /// <summary>
    /// dpkg's <c>status</c> (deb822(5), dpkg(1)), or a file for each package in <c>status.d/</c>, as distroless images have it.
    /// </summary>
    private static IEnumerable<ContainerPackage> OfDpkg(ContainerFiles files, string distribution, string? distro, HashSet<string> owned)
    {
        var installed = Paragraphs(Text(files, DpkgStatus) ?? "")
            .Where(p => p.GetValueOrDefault("Status", "").EndsWith(" installed", StringComparison.Ordinal))
            .Concat(files.Contents
                .Where(p => p.StartsWith($"{DpkgFolder}status.d/", StringComparison.Ordinal) && !p.EndsWith(".md5sums", StringComparison.Ordinal))
                .SelectMany(p => Paragraphs(Text(files, p)!)));
        foreach (var fields in installed)
        {
            if (!fields.TryGetValue("Package", out var name) || !fields.TryGetValue("Version", out var version))
                continue;
            var architecture = fields.GetValueOrDefault("Architecture", "all");
            foreach (var list in (string[])[$"{DpkgFolder}info/{name}.list", $"{DpkgFolder}info/{name}:{architecture}.list"])
                owned.UnionWith((Text(files, list) ?? "").Split('\n').Select(files.Resolve));
            // "md5  path"
            owned.UnionWith((Text(files, $"{DpkgFolder}status.d/{name}.md5sums") ?? "").Split('\n').Where(l => l.Length > 34).Select(l => files.Resolve(l[34..])));
            yield return new ContainerPackage("deb", name, version, architecture)
            {
                Purl = PackageUrl.Debian(distribution, name, version, architecture, distro),
                Description = fields.GetValueOrDefault("Description"),
                Supplier = fields.GetValueOrDefault("Maintainer"),
                HomePage = fields.GetValueOrDefault("Homepage"),
                License = LicensesIn(Text(files, $"usr/share/doc/{name}/copyright")),
                Needs = NamesIn(fields.GetValueOrDefault("Depends", "")),
            };
        }
    }

    /// <summary>apk's <c>installed</c> (apk-package(5)): a letter and a colon a line; <c>F</c> is a folder, and <c>R</c> a file in the last one.</summary>
    private static IEnumerable<ContainerPackage> OfApk(ContainerFiles files, string distribution, string? distro, HashSet<string> owned)
    {
        foreach (var record in _apkDatabases.Select(d => Text(files, d)).OfType<string>().SelectMany(t => t.Split("\n\n")))
        {
            var fields = new Dictionary<char, string>();
            var folder = "";
            foreach (var line in record.Split('\n').Where(l => l.Length > 1 && l[1] == ':'))
            {
                if (line[0] == 'F')
                    folder = line[2..];
                else if (line[0] == 'R')
                    owned.Add(files.Resolve($"{folder}/{line[2..]}"));
                else
                    fields.TryAdd(line[0], line[2..]);
            }

            if (!fields.TryGetValue('P', out var name) || !fields.TryGetValue('V', out var version))
                continue;
            var architecture = fields.GetValueOrDefault('A', "");
            yield return new ContainerPackage("apk", name, version, architecture)
            {
                Purl = PackageUrl.Alpine(distribution, name, version, architecture, distro),
                Description = fields.GetValueOrDefault('T'),
                Supplier = fields.GetValueOrDefault('m'),
                HomePage = fields.GetValueOrDefault('U'),
                License = fields.GetValueOrDefault('L'),
                Needs = [.. fields.GetValueOrDefault('D', "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            };
        }
    }

    /// <summary>Paragraphs of deb822(5), their first lines only.</summary>
    private static IEnumerable<Dictionary<string, string>> Paragraphs(string text)
    {
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var line in paragraph.Split('\n').Where(l => l.Length > 0 && !char.IsWhiteSpace(l[0])))
            {
                if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                    fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }

            yield return fields;
        }
    }

    /// <summary>The first of each alternative: <c>libc6 (&gt;= 2.36), default-mta | mail-transport-agent</c>.</summary>
    private static IReadOnlyList<string> NamesIn(string depends) =>
        [.. depends.Split(',', '|').Select(d => d.Trim().Split(' ', ':', '(')[0]).Where(n => n.Length > 0)];

    /// <summary>The licences of a copyright file that a program can read (Debian's copyright-format 1.0); null of another.</summary>
    private static string? LicensesIn(string? copyright) =>
        copyright?.StartsWith("Format:", StringComparison.OrdinalIgnoreCase) is true
        && LicenseField().Matches(copyright).Select(m => m.Groups[1].Value.Trim()).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names
            ? string.Join(", ", names) : null;

    private static Dictionary<string, string> Fields(string text) => text.Split('\n')
        .Select(l => l.Split('=', 2))
        .Where(l => l.Length == 2)
        .DistinctBy(l => l[0])
        .ToDictionary(l => l[0].Trim(), l => l[1].Trim().Trim('"', '\''), StringComparer.Ordinal);

    private static string? Text(ContainerFiles files, string path) =>
        files.Read(path) is { } content ? Encoding.UTF8.GetString(content).Replace("\r", "", StringComparison.Ordinal) : null;

    [GeneratedRegex("^usr/share/doc/[^/]+/copyright$")]
    private static partial Regex Copyright();

    [GeneratedRegex(@"^License:[ \t]*(\S[^\n]*)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex LicenseField();
}

/// <param name="Kind">The type of its package URL: <c>deb</c>, <c>apk</c>.</param>
internal sealed record ContainerPackage(string Kind, string Name, string Version, string Architecture)
{
    public string? Purl { get; init; }

    public string? Description { get; init; }

    public string? Supplier { get; init; }

    public string? HomePage { get; init; }

    /// <summary>As the package writes it.</summary>
    public string? License { get; init; }

    /// <summary>Names; some may be of nothing that is installed.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

using System.Globalization;
using System.Text.Json;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Materials;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Changes;

/// <summary>
/// What is to be known of a release for a comparison: by its bill of materials, or, of a release without one, by its list of
/// packages and its lock file.
/// </summary>
/// <param name="Entries">By section and name.</param>
/// <param name="IsList">Whether there was no bill: then only packages and repositories are known.</param>
internal sealed record ReleaseContents(IReadOnlyDictionary<(Section Section, string Name), Entry> Entries, bool IsList)
{
    private const string BillExtension = ".cdx.json";
    private const string ListExtension = ".manifest";

    /// <param name="path">A folder of <c>dotnet publish</c> or of <c>bin/</c>, a bill (<c>.cdx.json</c>) or a list (<c>.manifest</c>); absolute.</param>
    /// <param name="image">Which, where a folder has several; null for the only one.</param>
    /// <exception cref="YoctoException">There is no such release, or more than one.</exception>
    public static ReleaseContents Read(string path, string? image)
    {
        var folder = Directory.Exists(path);
        if (!folder && !File.Exists(path))
            throw new YoctoException(ChangeErrors.NothingThere.Create(path));
        try
        {
            if ((folder ? Choose(path, BillExtension, image) : path.EndsWith(".json", StringComparison.Ordinal) ? path : null) is { } bill)
                return OfBill(bill, folder ? path : null);
            var list = folder ? Choose(path, ListExtension, image) ?? throw new YoctoException(ChangeErrors.NoRelease.Create(path)) : path;
            return OfList(list, folder ? path : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new YoctoException(ChangeErrors.Unreadable.Create(path, e.Message.TrimEnd('.')), e);
        }
    }

    private static string? Choose(string folder, string extension, string? image)
    {
        var found = Directory.GetFiles(folder, "*" + extension).Order(StringComparer.Ordinal).ToList();
        if (found.Count > 1 && image is not null)
            found = [.. found.Where(f => Path.GetFileName(f) == image + extension)];
        return found.Count <= 1 ? found.FirstOrDefault()
            : throw new YoctoException(ChangeErrors.Several.Create(folder, string.Join(", ", found.Select(f => Path.GetFileName(f)))));
    }

    private static ReleaseContents OfBill(string file, string? folder)
    {
        using var stream = File.OpenRead(file);
        using var json = JsonDocument.Parse(stream);
        var entries = new Dictionary<(Section, string), Entry>();
        foreach (var (name, value) in Properties(json.RootElement.GetProperty("metadata").GetProperty("component")))
        {
            if (name.StartsWith(BillOfMaterials.Configuration, StringComparison.Ordinal))
                entries[(Section.Configuration, name[BillOfMaterials.Configuration.Length..])] = new Entry(value);
            else if (name.StartsWith(BillOfMaterials.Repository, StringComparison.Ordinal))
                entries[(Section.Repository, name[BillOfMaterials.Repository.Length..])] = new Entry(value[(value.LastIndexOf('@') + 1)..]);
        }

        foreach (var component in Items(json.RootElement, "components"))
            Add(entries, component);
        AddFiles(entries, folder);
        return new ReleaseContents(entries, IsList: false);
    }

    private static void Add(Dictionary<(Section, string), Entry> entries, JsonElement component)
    {
        var name = Text(component, "name")!;
        var properties = Properties(component).ToList();
        string? Property(string key) => properties.FirstOrDefault(p => p.Name == key).Value;
        switch (Text(component, "type"))
        {
            case "container":
                // an image that follows a tag changes, and its name does not
                var digest = Items(component, "hashes").Select(h => Text(h, "content")).FirstOrDefault();
                entries[(Section.Container, Property(BillOfMaterials.ContainerName) ?? name)] = new Entry($"sha256:{digest}");
                AddParts(entries, component, Property(BillOfMaterials.ContainerName) ?? name);
                break;
            case "application":
                entries[(Section.Application, name)] = new Entry(Text(component, "version") ?? "");
                AddParts(entries, component, name);
                break;
            default:
                entries[(Section.Package, name)] = new Entry(Property(BillOfMaterials.FullVersion) ?? Text(component, "version") ?? "")
                {
                    Size = long.TryParse(Property(BillOfMaterials.Size), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
                    License = Licenses(component),
                };
                break;
        }
    }

    // the same package can be there in two versions
    private static void AddParts(Dictionary<(Section, string), Entry> entries, JsonElement owner, string name)
    {
        var packages = from part in Items(owner, "components")
                       where Text(part, "type") == "library"
                       let isNuGet = Text(part, "purl")?.StartsWith("pkg:nuget/", StringComparison.Ordinal) is true
                       group part by (Section: isNuGet ? Section.NuGet : Section.ContainerPackage, Name: Text(part, "name")!);
        foreach (var package in packages)
        {
            entries[(package.Key.Section, $"{package.Key.Name} ({name})")] =
                new Entry(string.Join(", ", package.Select(p => Text(p, "version")).Order(StringComparer.Ordinal))) { License = Licenses(package.First()) };
        }
    }

    private static ReleaseContents OfList(string file, string? folder)
    {
        var entries = InstalledPackage.AllOf(file, null).DistinctBy(p => p.Name)
            .ToDictionary(p => (Section.Package, p.Name), p => new Entry(p.FullVersion));
        if (folder is not null && LockFile.Read(Path.Combine(folder, "yocto.lock.json")) is { } locked)
        {
            foreach (var (name, repository) in locked.Repositories)
                entries[(Section.Repository, name)] = new Entry(repository.Commit);
        }

        AddFiles(entries, folder);
        return new ReleaseContents(entries, IsList: true);
    }

    /// <summary>The files of a release or of <c>bin/</c> that people flash or install: by their names, what is beside them has none of these.</summary>
    private static void AddFiles(Dictionary<(Section, string), Entry> entries, string? folder)
    {
        foreach (var file in folder is null ? [] : Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            if (name is not (ReleaseFolder.Sums or "yocto.lock.json") && Path.GetExtension(name) is not (".json" or ".manifest" or ".bmap" or ".conf" or ".env" or ".md")
                && !name.Contains(".spdx.", StringComparison.Ordinal))
                entries[(Section.File, name)] = new Entry("") { Size = FileStatus.Of(file)?.Size };
        }
    }

    private static string? Licenses(JsonElement component) =>
        Items(component, "licenses").Select(l => Text(l, "expression") ?? (l.TryGetProperty("license", out var license) ? Text(license, "name") : null)).FirstOrDefault();

    private static IEnumerable<(string Name, string Value)> Properties(JsonElement element) =>
        Items(element, "properties").Select(p => (Text(p, "name")!, Text(p, "value") ?? ""));

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? [.. value.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>Kinds of what a release has, in the order of a report.</summary>
internal enum Section
{
    Configuration,
    Repository,
    Package,
    Application,
    NuGet,
    Container,
    ContainerPackage,
    File,
}

/// <param name="Version">What tells two of one name apart: a version, a commit, a digest, a value.</param>
internal sealed record Entry(string Version)
{
    /// <summary>In bytes; null where it is not known.</summary>
    public long? Size { get; init; }

    public string? License { get; init; }
}

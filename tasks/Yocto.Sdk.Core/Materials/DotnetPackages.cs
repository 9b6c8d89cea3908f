using System.Text.Json;

namespace Yocto.Sdk.Materials;

/// <summary>The NuGet packages of an application, by its <c>.deps.json</c> or by NuGet's <c>project.assets.json</c>.</summary>
/// <param name="Packages">By id.</param>
internal sealed record DotnetPackages(IReadOnlyList<DotnetPackage> Packages)
{
    private const string RuntimePack = "runtimepack.";

    /// <summary>
    /// The runtime's own list of what it loads (<c>runtime-configuration-file.md</c> of dotnet/sdk): <c>targets</c> has the
    /// dependencies, <c>libraries</c> the kind of each and the digest of its package.
    /// </summary>
    /// <exception cref="JsonException">It is no such list.</exception>
    public static DotnetPackages OfDependencies(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var target = root.TryGetProperty("runtimeTarget", out var runtime) && runtime.ValueKind == JsonValueKind.Object && runtime.TryGetProperty("name", out var name)
            ? name.GetString() : null;
        return Read(root, target, library => Kind(library) is "package" or "runtimepack", _ => true);
    }

    /// <summary>
    /// What a restore found for one runtime identifier. For an application that is published as one file, which has no
    /// <c>.deps.json</c>; a package without a file for the application, an analyzer say, is not one of its.
    /// </summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static DotnetPackages OfAssets(ReadOnlyMemory<byte> json, string runtimeIdentifier)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var target = Members(root, "targets").Select(t => t.Name).FirstOrDefault(t => t.EndsWith($"/{runtimeIdentifier}", StringComparison.Ordinal));
        return Read(root, target, library => Kind(library) == "package",
            entry => Members(entry, "runtime").Concat(Members(entry, "native")).Concat(Members(entry, "resource")).Any(f => Path.GetFileName(f.Name) != "_._"));
    }

    /// <summary>Where NuGet keeps packages, by <c>project.assets.json</c>; absolute.</summary>
    public static IReadOnlyList<string> FoldersOf(ReadOnlyMemory<byte> assets)
    {
        using var document = JsonDocument.Parse(assets);
        return [.. Members(document.RootElement, "packageFolders").Select(f => f.Name)];
    }

    private static DotnetPackages Read(JsonElement root, string? target, Func<JsonElement, bool> isPackage, Func<JsonElement, bool> isUsed)
    {
        var libraries = Members(root, "libraries").DistinctBy(l => l.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(l => l.Name, l => l.Value, StringComparer.OrdinalIgnoreCase);
        var entries = Members(root, "targets").Where(t => target is null || t.Name == target).SelectMany(t => Members(t.Value))
            .DistinctBy(e => e.Name).ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);
        var found = new List<DotnetPackage>();
        foreach (var (key, entry) in entries.OrderBy(e => e.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (key.Split('/') is not [var id, var version] || !libraries.TryGetValue(key, out var library) || !isPackage(library) || !isUsed(entry))
                continue;
            var needs = Members(entry, "dependencies").Select(d => IdOf(d.Name)).ToList();
            found.Add(new DotnetPackage(IdOf(id), version, DigestOf(library), needs));
        }

        return new DotnetPackages([.. found.DistinctBy(p => (p.Id.ToLowerInvariant(), p.Version))]);
    }

    private static string IdOf(string id) => id.StartsWith(RuntimePack, StringComparison.Ordinal) ? id[RuntimePack.Length..] : id;

    private static string? Kind(JsonElement library) => library.ValueKind == JsonValueKind.Object && library.TryGetProperty("type", out var type) ? type.GetString() : null;

    /// <summary><c>sha512-</c> and base64 in one file, base64 alone in the other; empty of a runtime pack.</summary>
    private static Digest? DigestOf(JsonElement library)
    {
        if (!library.TryGetProperty("sha512", out var value) || value.GetString() is not { Length: > 0 } text)
            return null;
        var digest = new byte[64];
        return Convert.TryFromBase64String(text.StartsWith("sha512-", StringComparison.Ordinal) ? text["sha512-".Length..] : text, digest, out var length) && length == digest.Length
            ? new Digest("SHA-512", Convert.ToHexStringLower(digest)) : null;
    }

    private static List<JsonProperty> Members(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Members(value) : [];

    private static List<JsonProperty> Members(JsonElement element) => element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : [];
}

/// <param name="Digest">Of the package's content, as NuGet knows it; null of a runtime pack.</param>
/// <param name="Needs">The ids of what it depends on.</param>
internal sealed record DotnetPackage(string Id, string Version, Digest? Digest, IReadOnlyList<string> Needs);

using System.Text.Json;
using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Materials;

/// <summary>What oe-core's <c>create-spdx</c> wrote of a recipe, in SPDX 2.2 (up to scarthgap) or 3.0.</summary>
/// <param name="Cpe">The first that <c>CVE_PRODUCT</c> gives, as CPE 2.3.</param>
/// <param name="Purl">Its first package URL; only wrynose and later give one.</param>
internal sealed record SpdxFacts(string? Cpe, string? Purl, string? Supplier, string? HomePage, IReadOnlyList<Link> Sources)
{
    // the documents of recipes are small; those that list every source file are not asked
    private const long Largest = 64 << 20;

    private static readonly SpdxFacts _unknown = new(null, null, null, null, []);

    /// <summary>Empty where the distribution writes no SPDX.</summary>
    public static SpdxFacts Of(BuildResult build, string recipe)
    {
        if (build.Variables.GetValueOrDefault("DEPLOY_DIR_SPDX") is not { Length: > 0 } root || !Directory.Exists(root))
            return _unknown;
        var known = _unknown;
        foreach (var file in FilesOf(root, recipe))
        {
            var more = Read(file);
            known = new SpdxFacts(known.Cpe ?? more.Cpe, known.Purl ?? more.Purl, known.Supplier ?? more.Supplier, known.HomePage ?? more.HomePage,
                known.Sources.Count > 0 ? known.Sources : more.Sources);
        }

        return known;
    }

    /// <summary>kirkstone has no folder of the architecture; from wrynose on, what can be known without a build is in <c>static</c>.</summary>
    private static IEnumerable<string> FilesOf(string root, string recipe) =>
        from folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Prepend(root)
        where !Path.GetFileName(folder).StartsWith("by-", StringComparison.Ordinal)
        from name in (string[])[$"recipes/recipe-{recipe}", $"recipes/{recipe}", $"static/static-{recipe}", $"builds/build-{recipe}"]
        let file = Path.Combine(folder, $"{name}.spdx.json")
        where File.Exists(file) && new FileInfo(file).Length <= Largest
        select file;

    private static SpdxFacts Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream);
            return json.RootElement.TryGetProperty("@graph", out var graph) ? OfGraph(graph)
                : json.RootElement.TryGetProperty("packages", out var packages) ? OfPackages(packages) : _unknown;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return _unknown;
        }
    }

    /// <summary>SPDX 2.2 and 2.3, clause 7.</summary>
    private static SpdxFacts OfPackages(JsonElement packages)
    {
        var known = _unknown;
        foreach (var package in packages.EnumerateArray())
        {
            var id = Text(package, "SPDXID") ?? "";
            if (id.StartsWith("SPDXRef-Download-", StringComparison.Ordinal))
                known = known with { Sources = [.. known.Sources, .. SourceOf(Text(package, "downloadLocation"), Items(package, "checksums"), "algorithm", "checksumValue")] };
            if (!id.StartsWith("SPDXRef-Recipe-", StringComparison.Ordinal))
                continue;
            known = known with
            {
                Supplier = SupplierIn(Text(package, "supplier")),
                HomePage = Text(package, "homepage"),
                Cpe = Items(package, "externalRefs").Select(r => Text(r, "referenceLocator")).FirstOrDefault(l => l?.StartsWith("cpe:2.3:", StringComparison.Ordinal) is true),
            };
        }

        return known with { Cpe = ApplicationOf(known.Cpe) };
    }

    /// <summary>SPDX 3.0.1 in JSON-LD.</summary>
    private static SpdxFacts OfGraph(JsonElement graph)
    {
        var known = _unknown;
        foreach (var element in graph.EnumerateArray().Where(e => Text(e, "type") == "software_Package"))
        {
            if (Text(element, "software_downloadLocation") is { } location)
            {
                known = known with { Sources = [.. known.Sources, .. SourceOf(location, Items(element, "verifiedUsing"), "algorithm", "hashValue")] };
                continue;
            }

            known = known with
            {
                HomePage = known.HomePage ?? Text(element, "software_homePage"),
                Purl = known.Purl ?? Text(element, "software_packageUrl"),
                Cpe = known.Cpe ?? Items(element, "externalIdentifier").Where(i => Text(i, "externalIdentifierType") == "cpe23").Select(i => Text(i, "identifier")).FirstOrDefault(),
            };
        }

        return known with { Cpe = ApplicationOf(known.Cpe) };
    }

    // a file of the layer itself is no place to get it from
    private static IEnumerable<Link> SourceOf(string? location, IEnumerable<JsonElement> hashes, string algorithm, string value)
    {
        if (!Uri.IsWellFormedUriString(location, UriKind.Absolute) || new Uri(location) is not { IsFile: false } address || address.UserInfo.Contains(':'))
            yield break;
        var digest = hashes
            .Where(h => Text(h, algorithm)?.ToUpperInvariant() is "SHA256")
            .Select(h => Text(h, value))
            .OfType<string>()
            .Select(v => new Digest("SHA-256", v.ToLowerInvariant()))
            .FirstOrDefault();
        yield return new Link(location.StartsWith("git", StringComparison.Ordinal) ? "vcs" : "source-distribution", location) { Digest = digest };
    }

    /// <summary><c>Organization: OpenEmbedded ()</c>, by clause 7.5 of SPDX 2.3.</summary>
    private static string? SupplierIn(string? text) =>
        text is null or "NOASSERTION" ? null : text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace(" ()", "", StringComparison.Ordinal).Trim();

    // oe-core writes * for the part, which a CPE name does not have (NISTIR 7695, 5.3.3): a recipe is an application
    private static string? ApplicationOf(string? cpe) => cpe?.StartsWith("cpe:2.3:*:", StringComparison.Ordinal) is true ? $"cpe:2.3:a:{cpe["cpe:2.3:*:".Length..]}" : cpe;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
}

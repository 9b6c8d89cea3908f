using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Vulnerabilities;

/// <summary>What <c>do_cve_check</c> wrote of an image's recipes.</summary>
/// <param name="Json">All in the class's own format of version 1, sorted by recipe.</param>
/// <param name="Recipes">Those that were checked.</param>
/// <param name="Findings">One for each recipe and CVE, whatever its state.</param>
internal sealed record CveReport(string Json, IReadOnlyList<string> Recipes, IReadOnlyList<CveFinding> Findings)
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">A file <c>RECIPE_cve.json</c> for each; absolute.</param>
    public static CveReport Read(string folder)
    {
        var packages = (Directory.Exists(folder) ? Directory.GetFiles(folder, "*_cve.json") : [])
            .Order(StringComparer.Ordinal)
            .SelectMany(f => JsonNode.Parse(SmallFile.ReadBytes(f))?["package"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .ToList();
        var findings = packages.SelectMany(p => (p["issue"] as JsonArray ?? []).OfType<JsonObject>().Select(i => Of(p, i)));
        var report = new JsonObject
        {
            ["version"] = "1",
            ["package"] = new JsonArray([.. packages.OrderBy(p => Text(p, "name"), StringComparer.Ordinal).Select(p => p.DeepClone())]),
        };
        return new CveReport(report.ToJsonString(_json) + "\n", [.. packages.Select(p => Text(p, "name")).Distinct()],
            [.. findings.OrderByDescending(f => f.Score).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Recipe, StringComparer.Ordinal)]);
    }

    private static CveFinding Of(JsonObject package, JsonObject issue) => new(
        Text(issue, "id"), Text(package, "name"), Text(package, "version"), Text(package, "layer"), Text(issue, "status"), Text(issue, "detail"),
        // the newest that the database has
        ((string[])["scorev4", "scorev3", "scorev2"]).Select(s => Number(Text(issue, s))).FirstOrDefault(s => s > 0));

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(JsonObject json, string name) => json[name]?.ToString() ?? "";
}

/// <param name="Id"><c>CVE-2023-1234</c>.</param>
/// <param name="Version">Of the recipe.</param>
/// <param name="State"><c>Unpatched</c>, <c>Patched</c> or <c>Ignored</c>.</param>
/// <param name="Status">The reason of the state, in the words of <c>CVE_STATUS</c>; empty up to mickledore, and for one that nothing speaks of.</param>
/// <param name="Score">By CVSS; 0 where the database has none.</param>
internal sealed record CveFinding(string Id, string Recipe, string Version, string Layer, string State, string Status, double Score)
{
    public bool IsUnpatched => State == "Unpatched";

    /// <summary>Whether the project speaks of it.</summary>
    public bool Answers(CveStatus status) => Id == status.Id && (status.Recipe.Length == 0 || status.Recipe == Recipe);
}

using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Vulnerabilities;

/// <summary>What the project says of a CVE: a <c>YoctoCveStatus</c>.</summary>
/// <param name="Id"><c>CVE-2023-1234</c>.</param>
/// <param name="Recipe">The recipe that it is said of; empty for all.</param>
/// <param name="Status">One of the release's <c>CVE_CHECK_STATUSMAP</c>: <c>not-applicable-config</c>.</param>
/// <param name="Reason">For people.</param>
internal sealed partial record CveStatus(string Id, string Recipe, string Status, string Reason, Origin Origin)
{
    /// <param name="known">What the release's <c>conf/cve-check-map.conf</c> knows; empty where it has none.</param>
    public static IEnumerable<Diagnostic> Problems(IReadOnlyList<CveStatus> statuses, IReadOnlyDictionary<string, string> known)
    {
        foreach (var status in statuses)
        {
            if (!CveId().IsMatch(status.Id))
                yield return CveErrors.NoId.At(status.Origin, status.Id);
            if (string.IsNullOrWhiteSpace(status.Reason))
                yield return CveErrors.NoReason.At(status.Origin, status.Id);
            if (status.Reason.Any(char.IsControl))
                yield return CveErrors.ReasonOfLines.At(status.Origin with { Metadata = "Reason" }, status.Id);
            if (status.Status.Length == 0 || (known.Count > 0 && !known.ContainsKey(status.Status)))
                yield return CveErrors.UnknownStatus.At(status.Origin, status.Id, status.Status, known.Count > 0 ? $" The release has: {string.Join(", ", known.Keys)}." : "");
            if (status.Recipe.Length > 0 && !RecipeName().IsMatch(status.Recipe))
                yield return CveErrors.NoRecipe.At(status.Origin with { Metadata = "Recipe" }, status.Recipe);
        }

        foreach (var twice in statuses.GroupBy(s => (s.Id, s.Recipe)).Where(g => g.Count() > 1))
            yield return CveErrors.SaidTwice.At(twice.Last().Origin, twice.Key.Id);
    }

    [GeneratedRegex(@"\ACVE-\d{4}-\d{4,19}\z")]
    private static partial Regex CveId();

    // what can stand in an override
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.+-]*\z")]
    private static partial Regex RecipeName();
}

using Quickenshtein;

namespace Yocto.Sdk.Diagnostics;

/// <summary>What the writer of a misspelt name probably meant.</summary>
internal static class NearestNames
{
    /// <summary>At most three, best first: by edit distance, no farther than a third of the name.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known) =>
        [.. known.Distinct()
            .Select(k => (Name: k, Distance: Levenshtein.GetDistance(name.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(k => k.Name)];

    /// <summary>A sentence to end a message with; empty when nothing is near.</summary>
    public static string Sentence(string name, IEnumerable<string> known) => Sentence(Of(name, known));

    public static string Sentence(IReadOnlyList<string> near) =>
        near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
}

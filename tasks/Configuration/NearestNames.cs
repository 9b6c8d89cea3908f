namespace Yocto.Sdk.Configuration;

/// <summary>The names that somebody who mistyped one may have meant.</summary>
public static class NearestNames
{
    /// <summary>At most three, the nearest first; none when nothing is near.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known) =>
        [.. known.Distinct()
            .Select(other => (other, distance: Distance(name, other)))
            .Where(pair => pair.distance <= Math.Max(2, name.Length / 3))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.other, StringComparer.Ordinal)
            .Take(3)
            .Select(pair => pair.other)];

    /// <summary><c> Did you mean …?</c> with its leading space, or nothing.</summary>
    public static string Question(string name, IEnumerable<string> known) =>
        Of(name, known) is [_, ..] nearest ? $" Did you mean {string.Join(" or ", nearest)}?" : "";

    // Levenshtein's distance over one row: qemuarm64 and qemu-arm64 are 1 apart.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = a[i - 1] == b[j - 1] ? diagonal : diagonal + 1;
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }
}

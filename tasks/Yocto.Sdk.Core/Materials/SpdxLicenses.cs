using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Materials;

/// <summary>
/// Turns <c>LICENSE</c> of a recipe into a licence expression of SPDX (annex D of SPDX 2.3), as <c>convert_license_to_spdx</c> of
/// oe-core's <c>lib/oe/spdx_common.py</c> does it: <c>&amp;</c> is AND, <c>|</c> is OR, a name is mapped by <c>SPDXLICENSEMAP</c>, and one that SPDX
/// does not have becomes <c>LicenseRef-…</c>.
/// </summary>
internal sealed partial class SpdxLicenses
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _map = new(StringComparer.Ordinal);

    /// <summary>By the lists of a release's own core: <c>meta/files/spdx-licenses.json</c> and <c>meta/conf/licenses.conf</c>.</summary>
    /// <param name="core">The folder that holds <c>meta/</c>; null for a bitbake distribution without it.</param>
    public static SpdxLicenses Of(string? core)
    {
        var licenses = new SpdxLicenses();
        if (core is null)
            return licenses;
        var list = Path.Combine(core, "meta/files/spdx-licenses.json");
        if (File.Exists(list))
        {
            using var json = JsonDocument.Parse(SmallFile.ReadBytes(list));
            foreach (var id in json.RootElement.GetProperty("licenses").EnumerateArray().Select(l => l.GetProperty("licenseId").GetString()!))
                licenses._ids[id] = id;
        }

        // up to hardknott, which has no such list, the folder of the texts has the names; it has them still
        var texts = Path.Combine(core, "meta/files/common-licenses");
        if (licenses._ids.Count == 0 && Directory.Exists(texts))
        {
            foreach (var id in Directory.EnumerateFiles(texts).Select(f => Path.GetFileName(f)))
                licenses._ids[id] = id;
        }

        var conf = Path.Combine(core, "meta/conf/licenses.conf");
        if (File.Exists(conf))
        {
            foreach (Match entry in MapEntry().Matches(SmallFile.ReadText(conf)))
                licenses._map[entry.Groups[1].Value] = entry.Groups[2].Value;
        }

        return licenses;
    }

    /// <param name="text"><c>LICENSE</c>.</param>
    /// <returns>Null where the recipe says nothing; by its name <c>CLOSED</c>, which is no licence.</returns>
    public License? OfRecipe(string? text) => text is null or "" ? null : text == "CLOSED" ? new License(null, text) : new License(ExpressionOf(text));

    /// <summary>As the packages of containers write it: an expression of SPDX, if every name in it is one of SPDX.</summary>
    public License? OfForeign(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var isExpression = Words().Matches(text).Select(m => m.Value)
            .All(w => w is "(" or ")" or "AND" or "OR" or "WITH" || _ids.ContainsKey(w.TrimEnd('+')) || IsReference(w));
        return isExpression ? new License(text.Trim()) : new License(null, text.Trim());
    }

    private string ExpressionOf(string text)
    {
        var expression = new StringBuilder();
        var afterName = false;
        var isException = false;
        foreach (var word in Words().Matches(text).Select(m => m.Value))
        {
            var isName = word is not ("(" or ")" or "&" or "|" or "AND" or "OR" or "WITH");
            // a list without operators is a conjunction
            if (afterName && (isName || word == "("))
                expression.Append(" AND ");
            expression.Append(word switch
            {
                "&" or "AND" => " AND ",
                "|" or "OR" => " OR ",
                "WITH" => " WITH ",
                "(" or ")" => word,
                _ => isException ? word : IdOf(word),
            });
            isException = word == "WITH";
            afterName = isName || word == ")";
        }

        return expression.ToString();
    }

    private string IdOf(string name)
    {
        var mapped = _map.GetValueOrDefault(name, name);
        if (_ids.TryGetValue(mapped, out var id) || IsReference(mapped))
            return id ?? mapped;
        if (mapped.EndsWith('+') && _ids.TryGetValue(mapped[..^1], out var later))
            return $"{later}+";
        return $"LicenseRef-{NotOfReference().Replace(mapped, "-")}";
    }

    private static bool IsReference(string word) => word.StartsWith("LicenseRef-", StringComparison.Ordinal) && !NotOfReference().IsMatch(word);

    [GeneratedRegex("""^SPDXLICENSEMAP\[([^\]]+)\]\s*=\s*"([^"]*)""", RegexOptions.Multiline)]
    private static partial Regex MapEntry();

    [GeneratedRegex(@"[()&|]|[^\s()&|]+")]
    private static partial Regex Words();

    // idstring of SPDX
    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex NotOfReference();
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Yocto.Sdk.Files;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Vulnerabilities;

/// <summary>
/// The release's own <c>cve-check.bbclass</c>, and the conf file that bitbake reads for one run of its task, as
/// <c>bitbake --postread</c>: no other task sees it, and the image is not made again.
/// </summary>
internal sealed partial class CveCheckConf
{
    private readonly string _class;
    private readonly OverrideSyntax _syntax;

    private CveCheckConf(string text, IReadOnlyDictionary<string, string> statuses, OverrideSyntax syntax) =>
        (_class, Statuses, _syntax) = (text, statuses, syntax);

    /// <summary>
    /// What each status comes to, <c>Ignored</c>, <c>Patched</c> or <c>Unpatched</c>, by <c>conf/cve-check-map.conf</c>; empty up to
    /// mickledore, which has no <c>CVE_STATUS</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Statuses { get; }

    /// <summary>Null where the release has no such class, or one that writes no JSON.</summary>
    /// <param name="core">The folder that holds <c>meta/</c>.</param>
    public static CveCheckConf? Of(string? core, string bitBakeVersion)
    {
        var file = core is null ? null : Path.Combine(core, "meta/classes/cve-check.bbclass");
        if (file is null || !File.Exists(file) || SmallFile.ReadText(file) is var text && !text.Contains("CVE_CHECK_RECIPE_FILE_JSON", StringComparison.Ordinal))
            return null;
        var map = Path.Combine(core!, "meta/conf/cve-check-map.conf");
        var statuses = File.Exists(map)
            ? StatusEntry().Matches(SmallFile.ReadText(map)).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value)
            : [];
        return new CveCheckConf(text, statuses, OverrideSyntax.Of(bitBakeVersion));
    }

    /// <param name="reports">The folder for a report of each recipe; absolute.</param>
    public string ToText(string reports, IReadOnlyList<CveStatus> statuses)
    {
        var conf = new StringBuilder($"""
            # For one run of do_cve_check; written by Yocto.Sdk.
            INHERIT += "cve-check"
            CVE_CHECK_DIR = {ConfValue.Quote(reports)}
            CVE_CHECK_COPY_FILES = "1"
            CVE_CHECK_FORMAT_JSON = "1"
            CVE_CHECK_FORMAT_TEXT = "0"
            CVE_CHECK_COVERAGE = "1"
            CVE_CHECK_REPORT_PATCHED = "1"
            CVE_CHECK_CREATE_MANIFEST = "0"
            CVE_CHECK_SHOW_WARNINGS = "0"

            """);
        foreach (var (status, index) in statuses.Select((s, i) => (s, i)))
            conf.Append(Assignments(status, index));
        return conf.ToString();
    }

    /// <summary>A flag can't depend on a recipe, a group of <c>CVE_STATUS_GROUPS</c> can.</summary>
    private string Assignments(CveStatus status, int index)
    {
        var @override = status.Recipe.Length > 0 ? $"pn-{status.Recipe}" : null;
        if (Statuses.Count == 0)
        {
            var ignore = _class.Contains("CVE_CHECK_IGNORE", StringComparison.Ordinal) ? "CVE_CHECK_IGNORE" : "CVE_CHECK_WHITELIST";
            return $"# {status.Status}: {status.Reason}\n{_syntax.Name(ignore, "append", @override)} = \" {status.Id}\"\n";
        }

        var group = string.Create(CultureInfo.InvariantCulture, $"YOCTO_SDK_CVE_STATUS_{index}");
        return $"""
            {group} = "{status.Id}"
            {group}[status] = {ConfValue.Quote($"{status.Status}: {status.Reason}")}
            {_syntax.Name("CVE_STATUS_GROUPS", "append", @override)} = " {group}"

            """;
    }

    [GeneratedRegex("""^CVE_CHECK_STATUSMAP\[([^\]]+)\]\s*=\s*"([^"]*)""", RegexOptions.Multiline)]
    private static partial Regex StatusEntry();
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>The facts about a layer in its <c>conf/layer.conf</c>: reads just enough of BitBake's syntax for them.</summary>
internal sealed partial class LayerConf
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public LayerConf(string text)
    {
        foreach (var line in LogicalLines(text))
        {
            if (Assignment().Match(line) is { Success: true } assignment)
                Assign(assignment.Groups["name"].Value, assignment.Groups["op"].Value, assignment.Groups["value"].Value);
            else if (Include().IsMatch(line))
                IncludesOthers = true;
        }
    }

    /// <summary>It takes other files in, so that what it seems to lack may be there.</summary>
    public bool IncludesOthers { get; }

    public IReadOnlyList<string> Collections => Words("BBFILE_COLLECTIONS");

    public IReadOnlyList<string> CoreNames => Words("LAYERSERIES_CORENAMES");

    /// <summary>Empty when unset; null when only BitBake can know.</summary>
    public IReadOnlyList<string>? SeriesOf(string collection)
    {
        var words = Words($"LAYERSERIES_COMPAT_{collection}");
        return words.Any(w => w.Contains("${")) || (words.Length == 0 && IncludesOthers) ? null : words;
    }

    /// <summary>Null when unset, or when only BitBake can know.</summary>
    public int? PriorityOf(string collection) =>
        int.TryParse(Value($"BBFILE_PRIORITY_{collection}"), CultureInfo.InvariantCulture, out var priority) ? priority : null;

    /// <summary>The collections that it needs, without their versions.</summary>
    public IReadOnlyList<string> DependenciesOf(string collection) =>
        [.. Split(Version().Replace(Value($"LAYERDEPENDS_{collection}"), " ")).Where(w => !w.Contains("${")).Distinct()];

    private string[] Words(string variable) => Split(Value(variable));

    private string Value(string variable) => _variables.GetValueOrDefault(variable, "");

    private static string[] Split(string value) => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private void Assign(string name, string op, string value)
    {
        // ":append", "_append" and the like; one with a further override (a machine) is uncertain.
        if (Operator().Match(name) is { Success: true } suffix)
        {
            if (suffix.Groups["override"].Length > 0)
                return;
            name = name[..suffix.Index];
            op = suffix.Groups["operator"].Value;
        }

        var old = Value(name);
        _variables[name] = op switch
        {
            "+=" => $"{old} {value}",
            "=+" => $"{value} {old}",
            ".=" or "append" => old + value,
            "=." or "prepend" => value + old,
            "remove" => string.Join(' ', Split(old).Except(Split(value))),
            "?=" or "??=" => old.Length > 0 ? old : value,
            _ => value,
        };
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        var line = new StringBuilder();
        foreach (var physical in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (line.Length == 0 && physical.StartsWith('#'))
                continue;
            if (physical.EndsWith('\\'))
            {
                line.Append(physical, 0, physical.Length - 1).Append(' ');
                continue;
            }

            yield return line.Append(physical).ToString();
            line.Clear();
        }
    }

    [GeneratedRegex("""^\s*(?<name>[A-Za-z0-9_.:+/{}$-]+?)\s*(?<op>:=|\?\?=|\?=|\+=|=\+|\.=|=\.|=)\s*(?<quote>["'])(?<value>.*)\k<quote>\s*$""")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"[:_](?<operator>append|prepend|remove)(?<override>[:_].*)?$")]
    private static partial Regex Operator();

    [GeneratedRegex(@"^\s*(require|include|include_all|inherit)\s")]
    private static partial Regex Include();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Version();
}

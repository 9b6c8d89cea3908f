using System.Text.RegularExpressions;

namespace Yocto.Sdk.Metadata;

/// <summary>
/// Reads variables of conf files without a bitbake: assignments and <c>require</c>s, which is what machine and distro confs
/// consist of. Python expressions stay as they are written.
/// </summary>
public sealed partial class ConfReader(LayerMetadata metadata)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _weak = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public void Set(string variable, string value) => _values[variable] = value;

    /// <param name="path">Relative to a layer, as BBPATH finds it. A file that no layer has is passed over.</param>
    public void Read(string path)
    {
        if (metadata.Find(path) is not { } file || !_read.Add(file))
            return;
        foreach (var line in Continued().Replace(File.ReadAllText(file), " ").Split('\n'))
        {
            if (Assignment().Match(line) is { Success: true } assignment)
                Assign(assignment.Groups["name"].Value, assignment.Groups["operator"].Value, assignment.Groups["value"].Value);
            else if (Inclusion().Match(line) is { Success: true } inclusion)
                Include(Expand(inclusion.Groups["file"].Value), file);
        }
    }

    /// <summary>Expanded; empty when nothing sets it.</summary>
    /// <param name="overrides">The first of which the variable has a value for wins.</param>
    public string Value(string variable, params ReadOnlySpan<string> overrides)
    {
        foreach (var name in overrides)
        {
            if (Raw($"{variable}:{name}") is { } overridden)
                return Expand(overridden);
        }

        return Expand(Raw(variable) ?? "");
    }

    private string? Raw(string name) =>
        // the syntax before honister
        _values.GetValueOrDefault(name) ?? _weak.GetValueOrDefault(name)
        ?? (name.Contains(':') ? Raw(name.Replace(':', '_')) : null);

    private void Assign(string name, string @operator, string value)
    {
        switch (@operator)
        {
            case "??=":
                _weak[name] = value;
                break;
            case "?=":
                _values.TryAdd(name, value);
                break;
            case "+=":
                _values[name] = $"{_values.GetValueOrDefault(name)} {value}";
                break;
            case "=+":
                _values[name] = $"{value} {_values.GetValueOrDefault(name)}";
                break;
            case ".=":
                _values[name] = $"{_values.GetValueOrDefault(name)}{value}";
                break;
            case "=.":
                _values[name] = $"{value}{_values.GetValueOrDefault(name)}";
                break;
            case ":=":
                _values[name] = Expand(value);
                break;
            default:
                _values[name] = value;
                break;
        }
    }

    // a file next to the one that names it comes first
    private void Include(string path, string from)
    {
        var beside = Path.Combine(Path.GetDirectoryName(from)!, path);
        Read(metadata.Find(path) is null && File.Exists(beside) ? beside : path);
    }

    private string Expand(string text, int depth = 0) => depth > 20 ? text
        : Reference().Replace(text, m => Raw(m.Groups[1].Value) is { } value ? Expand(value, depth + 1) : "");

    [GeneratedRegex(@"\\\n")]
    private static partial Regex Continued();

    [GeneratedRegex("""^(?<name>[A-Za-z_][\w\-+.:/${}~]*?)\s*(?<operator>\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=)\s*(?<quote>["'])(?<value>.*)\k<quote>\s*$""")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?:require|include)\s+(?<file>\S+)")]
    private static partial Regex Inclusion();

    [GeneratedRegex(@"\$\{([\w\-+.:/]+)\}")]
    private static partial Regex Reference();
}

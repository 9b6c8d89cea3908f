using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>
/// The values of variables after a series of assignments. As in bitbake, <c>:append</c> and <c>:prepend</c> apply after
/// all assignments, and <c>:remove</c> after those. Python expressions are left unexpanded.
/// </summary>
internal sealed partial class ConfVariables
{
    // Bounds for a hostile file, whose variables double each other or refer to each other in a long chain.
    private const int LongestValue = 1 << 20;
    private const int DeepestReference = 100;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _weak = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ConfAssignment>> _operations = new(StringComparer.Ordinal);

    public void Set(string variable, string value) => _values[variable] = value;

    public void Apply(ConfAssignment assignment)
    {
        var (name, flag, @operator, value) = assignment;
        if (flag is not null)
            return;
        if (assignment.Operation is not null)
        {
            if (!_operations.TryGetValue(assignment.Variable, out var operations))
                _operations[assignment.Variable] = operations = [];
            operations.Add(assignment with { Value = Combine(@operator, "", value) });
        }
        else if (@operator == "??=")
            _weak[name] = value;
        else if (@operator == "?=")
            _values.TryAdd(name, value);
        else
            _values[name] = Combine(@operator, _values.GetValueOrDefault(name, ""), value);
    }

    /// <summary>Unexpanded; empty when nothing sets it.</summary>
    public string Text(string variable) => Without(Removed(variable, [], text => text), Find(variable, []) ?? "");

    /// <summary>Expanded; empty when nothing sets it.</summary>
    /// <param name="overrides">Strongest first.</param>
    public string Value(string variable, params IReadOnlyList<string> overrides) => Value(variable, overrides, new Expansion()) ?? "";

    /// <summary>A reference to an unset variable is left as it is.</summary>
    public string Expand(string text) => Expand(text, new Expansion());

    private string? Value(string variable, IReadOnlyList<string> overrides, Expansion expansion) =>
        Find(variable, overrides) is { } text
            ? Without(Removed(variable, overrides, words => Expand(words, expansion)), Expand(text, expansion))
            : null;

    private string? Find(string variable, IReadOnlyList<string> overrides)
    {
        var value = overrides.Select(o => Find($"{variable}:{o}", []) ?? Find($"{variable}_{o}", [])).FirstOrDefault(v => v is not null)
            ?? _values.GetValueOrDefault(variable) ?? _weak.GetValueOrDefault(variable);
        var appended = Operations(variable, "append", overrides).ToList();
        var prepended = Operations(variable, "prepend", overrides).Reverse().ToList();
        return value is null && appended.Count == 0 && prepended.Count == 0 ? null : string.Concat([.. prepended, value, .. appended]);
    }

    private HashSet<string> Removed(string variable, IReadOnlyList<string> overrides, Func<string, string> expand) =>
        [.. Operations(variable, "remove", overrides).SelectMany(words => Words(expand(words)))];

    private static string Without(HashSet<string> removed, string text) =>
        removed.Count == 0 ? text : string.Concat(Blank().Split(text).Where(word => !removed.Contains(word)));

    private IEnumerable<string> Operations(string variable, string operation, IReadOnlyList<string> overrides) =>
        _operations.GetValueOrDefault(variable, [])
            .Where(o => o.Operation == operation
                && (o.Condition is not { } condition || overrides.Contains(condition) || condition.Split(':').All(overrides.Contains)))
            .Select(o => o.Value);

    private string Expand(string text, Expansion expansion)
    {
        var length = text.Length;
        return Reference().Replace(text, reference =>
        {
            var value = expansion.Of(reference.Groups[1].Value, name => Value(name, [], expansion));
            if (value is null || length + value.Length > LongestValue)
                return reference.Value;
            length += value.Length;
            return value;
        });
    }

    private string Combine(string @operator, string old, string value) => @operator switch
    {
        "+=" => $"{old} {value}",
        "=+" => $"{value} {old}",
        ".=" => old + value,
        "=." => value + old,
        ":=" => Expand(value),
        _ => value,
    };

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\$\{([a-zA-Z0-9\-_+./~:]+)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(\s)")]
    private static partial Regex Blank();

    /// <summary>Expands each variable once. A reference of a variable to itself has no value.</summary>
    private sealed class Expansion
    {
        private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);
        private int _depth;

        public string? Of(string variable, Func<string, string?> expand)
        {
            if (_known.TryGetValue(variable, out var value) || _depth == DeepestReference)
                return value;
            _known[variable] = null;
            _depth++;
            value = _known[variable] = expand(variable);
            _depth--;
            return value;
        }
    }
}

using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>
/// The values of variables after a series of assignments. As in bitbake, <c>:append</c> and <c>:prepend</c> apply after
/// all assignments, and <c>:remove</c> after those. Python expressions are left unexpanded.
/// </summary>
internal sealed partial class ConfVariables
{
    // Bounds for a hostile file, whose variables double each other or refer to each other in a long chain. In characters.
    private const int LongestValue = 1 << 20;
    private const int DeepestReference = 100;
    private const int MostWork = 16 << 20;
    private const int WorkOfReference = 64;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _weak = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ConfAssignment>> _operations = new(StringComparer.Ordinal);

    // what all values that were put together had; after that, each stays as it is
    private long _work;

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
    public string Text(string variable)
    {
        var (text, removed) = Find(variable, []);
        return Without([.. removed.SelectMany(Words)], text ?? "");
    }

    /// <summary>Expanded; empty when nothing sets it.</summary>
    /// <param name="overrides">Strongest first.</param>
    public string Value(string variable, params IReadOnlyList<string> overrides) => Value(variable, new Expansion(overrides)) ?? "";

    /// <summary>A reference to an unset variable is left as it is.</summary>
    public string Expand(string text) => Expand(text, new Expansion([]));

    private string? Value(string variable, Expansion expansion)
    {
        var (text, removed) = Find(variable, expansion.Overrides);
        return text is null ? null : Without([.. removed.SelectMany(words => Words(Expand(words, expansion)))], Expand(text, expansion));
    }

    /// <summary>The text with what is appended and prepended, and what is to be removed from it.</summary>
    private (string? Text, IEnumerable<string> Removed) Find(string variable, IReadOnlyList<string> overrides)
    {
        var chosen = overrides.SelectMany(o => (string[])[$"{variable}:{o}", $"{variable}_{o}"])
            .Select(name => Operate(name, _values.GetValueOrDefault(name) ?? _weak.GetValueOrDefault(name), overrides))
            .FirstOrDefault(found => found.Text is not null);
        var (text, removed) = Operate(variable, chosen.Text ?? _values.GetValueOrDefault(variable) ?? _weak.GetValueOrDefault(variable), overrides);
        return (text, removed.Concat(chosen.Removed ?? []));
    }

    private (string? Text, IEnumerable<string> Removed) Operate(string name, string? text, IReadOnlyList<string> overrides)
    {
        var all = _operations.GetValueOrDefault(name, []);
        if (!MayMake(all.Sum(o => o.Value.Length + 1)))
            return (text, []);
        var operations = all.Where(Applies).ToLookup(o => o.Operation, o => o.Value);
        return operations.Contains("append") || operations.Contains("prepend")
            ? (string.Concat([.. operations["prepend"].Reverse(), text, .. operations["append"]]), operations["remove"])
            : (text, operations["remove"]);

        bool Applies(ConfAssignment operation) => operation.Condition is not { } condition
            || overrides.Contains(condition) || condition.Split(':').All(overrides.Contains);
    }

    private static string Without(HashSet<string> removed, string text) =>
        removed.Count == 0 ? text : string.Concat(Blank().Split(text).Where(word => !removed.Contains(word)));

    private string Expand(string text, Expansion expansion)
    {
        var length = text.Length;
        return !MayMake(length) ? text : Reference().Replace(text, reference =>
        {
            if (!MayMake(WorkOfReference))
                return reference.Value;
            var value = expansion.Of(reference.Groups[1].Value, name => Value(name, expansion));
            if (value is null || length + value.Length > LongestValue || !MayMake(value.Length))
                return reference.Value;
            length += value.Length;
            return value;
        });
    }

    private string Combine(string @operator, string old, string value) => @operator switch
    {
        "+=" => Join(old, " ", value),
        "=+" => Join(value, " ", old),
        ".=" => Join(old, "", value),
        "=." => Join(value, "", old),
        ":=" => Expand(value),
        _ => value,
    };

    private string Join(string first, string between, string second) =>
        MayMake(first.Length + second.Length) ? $"{first}{between}{second}" : first.Length > second.Length ? first : second;

    private bool MayMake(int length) => (_work += length) <= MostWork && length <= LongestValue;

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\$\{([a-zA-Z0-9\-_+./~:]+)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(\s)")]
    private static partial Regex Blank();

    /// <summary>Expands each variable once. A reference of a variable to itself has no value.</summary>
    private sealed class Expansion(IReadOnlyList<string> overrides)
    {
        private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);
        private int _depth;

        public IReadOnlyList<string> Overrides => overrides;

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

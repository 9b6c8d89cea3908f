using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Language;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>Finds assignments that bitbake would refuse, or accept and not do.</summary>
public static partial class VariableCheck
{
    private static readonly IReadOnlyList<VariableOperation> _atTheEnd =
        [VariableOperation.Append, VariableOperation.Prepend, VariableOperation.Remove];

    private static readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal)
    {
        ["MACHINE"] = "the property Machine",
        ["DISTRO"] = "the property Distro",
        ["BBLAYERS"] = "the YoctoLayer items",
        ["TOPDIR"] = "the property YoctoBuildDirectory",
    };

    public static IEnumerable<Diagnostic> Problems(IReadOnlyList<Variable> variables, string bitBakeVersion) =>
        variables.SelectMany(variable => Problems(variable, bitBakeVersion)).Concat(AssignedTwice(variables));

    private static IEnumerable<Diagnostic> Problems(Variable variable, string bitBakeVersion)
    {
        var (name, operation, value, @override, origin) = variable;
        var atValue = origin is null ? null : origin with { Metadata = operation.ToString() };

        if (OperationInName().IsMatch(name))
            yield return ConfigurationErrors.OperationInName.At(origin, name);
        else if (!Name().IsMatch(name))
            yield return ConfigurationErrors.NoVariableName.At(origin, name);
        else if (_owners.TryGetValue(name, out var owner))
            yield return ConfigurationErrors.OwnedByProperty.At(origin, name, owner);

        if (variable.IsFlag && NotForFlags(variable, bitBakeVersion) is { } refusal)
            yield return refusal;
        else if (@override is not null && !Override().IsMatch(@override))
            yield return ConfigurationErrors.NoOverride.At(Metadata(origin, VariableMetadata.Override), @override, name);

        if (HasHalfPair(value))
            yield return ConfigurationErrors.NotUnicode.At(atValue, name);
        if (ExpressionOverLines().IsMatch(value))
            yield return ConfigurationErrors.ExpressionOverLines.At(atValue, name);
        if (@override is null && operation != VariableOperation.Immediate
            && value.Contains($"${{{name}}}", StringComparison.Ordinal))
            yield return ConfigurationErrors.RefersToItself.At(atValue, name);
    }

    private static Diagnostic? NotForFlags(Variable variable, string bitBakeVersion)
    {
        var weakFlags = ReleaseFacts.Of(bitBakeVersion).HasWeakDefaultsOfFlags;
        var usable = Enum.GetValues<VariableOperation>()
            .Except(_atTheEnd)
            .Where(o => weakFlags || o != VariableOperation.WeakDefault)
            .ToList();
        if (variable.Override is not null)
        {
            return ConfigurationErrors.NotForFlags.At(
                Metadata(variable.Origin, VariableMetadata.Override), variable.Name, "Override", "", string.Join(", ", usable));
        }

        var since = _atTheEnd.Contains(variable.Operation) ? "" : $" in bitbake {bitBakeVersion}";
        return usable.Contains(variable.Operation)
            ? null
            : ConfigurationErrors.NotForFlags.At(
                Metadata(variable.Origin, variable.Operation.ToString()),
                variable.Name, variable.Operation, since, string.Join(", ", usable));
    }

    // Another file may mean to overrule: a project overrules Directory.Build.props.
    private static IEnumerable<Diagnostic> AssignedTwice(IReadOnlyList<Variable> variables) =>
        from variable in variables
        where variable.Operation
            is VariableOperation.Value or VariableOperation.Default or VariableOperation.WeakDefault
        group variable by (variable.Name, variable.Override, variable.Operation, variable.Origin?.File) into same
        where same.Count() > 1
        let counts = same.Key.Operation == VariableOperation.Default ? "first" : "last"
        let name = same.Key.Override is null ? same.Key.Name : $"{same.Key.Name} (override {same.Key.Override})"
        select ConfigurationErrors.AssignedTwice.At(same.Last().Origin, name, same.Key.Operation, counts);

    private static Origin? Metadata(Origin? origin, string name) => origin is null ? null : origin with { Metadata = name };

    private static bool HasHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }

    // __config_regexp__ of bitbake's ConfHandler.py, but for the ':' of overrides
    [GeneratedRegex(@"\A[a-zA-Z0-9\-_+.${}/~]+(\[[a-zA-Z0-9\-_+.]+\])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@":|_(append|prepend|remove)(_|\z)")]
    private static partial Regex OperationInName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9\-_+./]*(:[a-z0-9][a-z0-9\-_+./]*)*\z")]
    private static partial Regex Override();

    [GeneratedRegex(@"\$\{@[^}\n]*\n[^}]*\}")]
    private static partial Regex ExpressionOverLines();
}

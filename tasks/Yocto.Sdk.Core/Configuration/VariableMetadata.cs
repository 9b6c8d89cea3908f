using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>Reads a <c>YoctoVariable</c> item: its Include is the name, one of its metadata the operation.</summary>
internal static class VariableMetadata
{
    public const string Override = "Override";

    public static IReadOnlyList<string> Operations { get; } = Enum.GetNames<VariableOperation>();

    /// <param name="metadata">By name, whatever its case; an empty text is a value too.</param>
    /// <param name="problems">Takes what is wrong with the item; the result is null then.</param>
    public static Variable? Read(
        string name, IReadOnlyDictionary<string, string> metadata, Origin origin, ICollection<Diagnostic> problems)
    {
        var given = Enum.GetValues<VariableOperation>().Where(o => metadata.ContainsKey(o.ToString())).ToList();
        if (given is [var operation])
        {
            var @override = metadata.GetValueOrDefault(Override);
            return new Variable(
                name, operation, metadata[operation.ToString()], string.IsNullOrEmpty(@override) ? null : @override, origin);
        }

        problems.Add(given is []
            ? ConfigurationErrors.NoOperation.At(origin, name, string.Join(", ", Operations))
            : ConfigurationErrors.SeveralOperations.At(origin, name, string.Join(" and ", given)));
        return null;
    }
}

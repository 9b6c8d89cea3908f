using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>A statement of bitbake's language that can be understood without running it.</summary>
internal abstract record ConfStatement;

/// <summary>An assignment: <c>NAME[flag] operator "value"</c>.</summary>
/// <param name="Name">With its overrides and operations, as it is written.</param>
/// <param name="Flag">Null for the variable itself.</param>
internal sealed partial record ConfAssignment(string Name, string? Flag, string Operator, string Value) : ConfStatement
{
    /// <summary>The name up to an operation.</summary>
    public string Variable => Operations().Match(Name) is { Success: true } match ? Name[..match.Index] : Name;

    /// <summary><c>append</c>, <c>prepend</c> or <c>remove</c>; null without one.</summary>
    public string? Operation => Operations().Match(Name) is { Success: true } match ? match.Groups["operation"].Value : null;

    /// <summary>The overrides that the operation depends on; null when it always applies.</summary>
    public string? Condition => Operations().Match(Name).Groups["condition"] is { Success: true } condition ? condition.Value : null;

    // __setvar_regexp__ of bitbake's data_smart.py; with "_" before 1.52
    [GeneratedRegex("[:_](?<operation>append|prepend|remove)(?:[:_](?<condition>[^A-Z]*))?$")]
    private static partial Regex Operations();
}

/// <summary>A statement that includes other files or inherits classes.</summary>
/// <param name="Files">One or more, separated by spaces, with references to variables.</param>
internal sealed record ConfInclusion(string Verb, string Files) : ConfStatement;

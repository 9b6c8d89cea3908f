using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>How a release writes operations and overrides: <c>FOO_append_x</c> or <c>FOO:append:x</c>.</summary>
/// <param name="Separator"><c>_</c> before bitbake 1.52 (honister), <c>:</c> from it on.</param>
public sealed partial record OverrideSyntax(char Separator)
{
    public static OverrideSyntax Of(string bitBakeVersion) => new(ReleaseFacts.Of(bitBakeVersion).OverrideSeparator);

    /// <summary>
    /// The name on the left of an assignment. An override after <c>append</c> makes the operation itself depend on it
    /// (<c>FOO:append:x</c>): appending to <c>FOO:x</c> would hide what <c>FOO</c> holds.
    /// </summary>
    public string Name(string variable, string? operation = null, string? @override = null) =>
        string.Join(Separator, ((string?[])[variable, operation, @override?.Replace(':', Separator)])
            .Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>Metadata of ours, which is written with <c>:</c>, as this release reads it.</summary>
    public string Translate(string metadata) => Separator == ':' ? metadata
        : OverriddenName().Replace(metadata, name => name.Value.Replace(':', Separator));

    // At the beginning of a line, before an assignment or a function's "()"; and in Python, as a data store's key.
    [GeneratedRegex("""
        (?<=^(?:export\s+|python\s+|fakeroot\s+)*)[A-Za-z][\w\-+./${}]*(?::[\w\-+./${}]+)+(?=(?:\[[\w\-]+\])?\s*(?:[?:+.]|\?\?)?=|\s*\(\s*\))
        |(?<=Var(?:Flag)?\(\s*["'])[A-Za-z][\w\-+./${}]*(?::[\w\-+./${}]*)+
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OverriddenName();
}

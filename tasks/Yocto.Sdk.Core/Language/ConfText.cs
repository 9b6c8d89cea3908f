using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>
/// Reads the text of a conf file, a class or a recipe by the rules of bitbake's parser (<c>ConfHandler.py</c> and
/// <c>BBHandler.py</c>). Functions are skipped, and so are lines that bitbake would refuse.
/// </summary>
internal static partial class ConfText
{
    public static IEnumerable<ConfStatement> Read(string text)
    {
        foreach (var line in LogicalLines(new StringReader(text)))
        {
            if (Assignment().Match(line) is { Success: true } assignment)
            {
                yield return new ConfAssignment(
                    assignment.Groups["name"].Value,
                    assignment.Groups["flag"] is { Success: true } flag ? flag.Value : null,
                    assignment.Groups["operator"].Value,
                    assignment.Groups["value"].Value);
            }
            else if (Inclusion().Match(line) is { Success: true } inclusion)
            {
                yield return new ConfInclusion(inclusion.Groups["verb"].Value, inclusion.Groups["files"].Value);
            }
        }
    }

    /// <summary>A line that ends in a backslash continues in the next one; nothing is put between them.</summary>
    private static IEnumerable<string> LogicalLines(StringReader text)
    {
        while (text.ReadLine()?.TrimEnd() is { } line)
        {
            if (line.EndsWith('\\'))
                line = Joined(line, text);
            if (FunctionStart().IsMatch(line))
                SkipBody(text);
            // only a "#" in the first column begins a comment
            else if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    private static string Joined(string first, StringReader text)
    {
        List<string> parts = [];
        for (var part = first; part is not null; part = text.ReadLine()?.TrimEnd())
        {
            if (!part.EndsWith('\\'))
            {
                parts.Add(part);
                break;
            }

            parts.Add(part[..^1]);
        }

        return string.Concat(parts);
    }

    private static void SkipBody(StringReader text)
    {
        while (text.ReadLine() is { } line && line.TrimEnd() != "}")
        {
        }
    }

    // This is __config_regexp__ with atomic groups, so that the time is linear in the length of the line. The two
    // negative lookaheads refuse a line with exactly three quotes; a value extends from the first quote to the last.
    [GeneratedRegex("""
        ^(?>export\s+)?
        (?<name>[a-zA-Z0-9\-_+.${}/~:]+?)
        (?>\[(?<flag>[a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@/]*)\])?
        (?>\s*)(?<operator>:=|\?\?=|\?=|\+=|=\+|=\.|\.=|=)(?>\s*)
        (?!'[^']*'[^']*'$)
        (?!"[^"]*"[^"]*"$)
        (?<quote>['"])(?<value>.*)\k<quote>$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?<verb>include|require|include_all|inherit|inherit_defer)\s+(?<files>.+)$")]
    private static partial Regex Inclusion();

    [GeneratedRegex("""^[^()"'=]*\(\s*\)\s*\{$""")]
    private static partial Regex FunctionStart();
}

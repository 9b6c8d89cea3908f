using System.Globalization;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Explain;

/// <summary>What bitbake knows of a variable, as lines for people.</summary>
internal static class VariableExplanation
{
    private const int Longest = 300;

    /// <param name="asked">The recipe that was asked for.</param>
    /// <exception cref="YoctoException">There is no such recipe, or no such variable.</exception>
    public static IReadOnlyList<string> Of(VariableExplained explained, string asked, ProjectOrigins origins)
    {
        if (explained is not { Recipe: { } recipe, Places: { } places })
            throw new YoctoException(ExplainErrors.UnknownRecipe.Create(asked, NearestNames.Sentence(asked, explained.Recipes ?? [])));
        if (explained.Names is { } names)
        {
            throw new YoctoException(ExplainErrors.UnknownVariable.Create(
                explained.Variable, recipe, NearestNames.Sentence(explained.Variable, names)));
        }

        List<string> lines =
        [
            $"{explained.Variable}, as the recipe {recipe} sees it:",
            .. Value(explained.Value, "  "),
            "",
            places.Count == 0 ? "No file assigns it." : "Made by, in this order:",
            .. places.SelectMany(p => Place(p, origins)),
        ];
        if (explained.Unexpanded is { } unexpanded && unexpanded != explained.Value)
            lines.AddRange(["", "Before bitbake expands it:", .. Value(unexpanded, "  ")]);
        return lines;
    }

    private static IEnumerable<string> Value(string? value, string indent) => value switch
    {
        null => [$"{indent}(not set)"],
        "" => [$"{indent}(empty)"],
        // a list, in which a conf file has many spaces, or a function
        _ => Wrap(value.Contains('\n') ? value : string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries)), indent),
    };

    private static IEnumerable<string> Place(AssignmentPlace place, ProjectOrigins origins)
    {
        yield return $"  {At(place, origins)}";
        yield return $"    {place.Operation} \"{Short(place.Text)}\"";
        foreach (var origin in place.File is null ? [] : origins.Of(place.File, place.Line ?? 0, place.Text))
        {
            var (file, line, _) = ProjectText.Locate(origin.Origin!);
            var from = line > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{Relative(file, origins)}({line})")
                : $"the default of {origin.Origin!.Element}";
            yield return $"    from {from}: {origin.Origin}";
        }
    }

    private static string At(AssignmentPlace place, ProjectOrigins origins) => place switch
    {
        { File: { } file, Line: { } line and > 0 } => string.Create(CultureInfo.InvariantCulture, $"{Relative(file, origins)}({line})"),
        { File: { } file } => Relative(file, origins),
        _ => "bitbake",
    };

    private static string Relative(string file, ProjectOrigins origins)
    {
        var relative = Path.IsPathRooted(file) ? Path.GetRelativePath(Path.GetDirectoryName(origins.ProjectFile)!, file) : file;
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : $"{line[..Longest]}…";
    }

    /// <summary>The lines of the value, and a long list of words on lines of a terminal's width.</summary>
    private static IEnumerable<string> Wrap(string value, string indent)
    {
        const int width = 100;
        foreach (var line in value.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0))
        {
            if (line.Length <= width)
            {
                yield return indent + line;
                continue;
            }

            var current = "";
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (current.Length > 0 && current.Length + 1 + word.Length > width)
                {
                    yield return indent + current;
                    current = "";
                }

                current = current.Length == 0 ? word : $"{current} {word}";
            }

            yield return indent + current;
        }
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Language;

/// <summary>The facts about a layer in its <c>conf/layer.conf</c>, without those of the files that it includes.</summary>
internal sealed partial class LayerConf
{
    private readonly ConfVariables _variables = new();

    public LayerConf(string text)
    {
        foreach (var statement in ConfText.Read(text))
        {
            if (statement is ConfAssignment assignment)
                _variables.Apply(assignment);
            else
                IncludesOthers = true;
        }
    }

    /// <summary>It includes other files, in which a missing variable may be set.</summary>
    public bool IncludesOthers { get; }

    public IReadOnlyList<string> Collections => Words("BBFILE_COLLECTIONS");

    public IReadOnlyList<string> CoreNames => Words("LAYERSERIES_CORENAMES");

    /// <summary>The folders of the layer, besides its own, that it adds to BBPATH: relative, with forward slashes.</summary>
    public IReadOnlyList<string> SearchedFolders =>
        [.. FolderOfLayer().Matches(_variables.Text("BBPATH")).Select(match => match.Groups[1].Value)];

    /// <summary>Empty when unset; null when only BitBake can know.</summary>
    public IReadOnlyList<string>? SeriesOf(string collection)
    {
        var words = Words($"LAYERSERIES_COMPAT_{collection}");
        return words.Any(w => w.Contains("${")) || (words.Length == 0 && IncludesOthers) ? null : words;
    }

    /// <summary>Null when unset, or when only BitBake can know.</summary>
    public int? PriorityOf(string collection) =>
        int.TryParse(_variables.Text($"BBFILE_PRIORITY_{collection}"), CultureInfo.InvariantCulture, out var priority) ? priority : null;

    /// <summary>The collections that it needs, without their versions.</summary>
    public IReadOnlyList<string> DependenciesOf(string collection) =>
        [.. Split(Version().Replace(_variables.Text($"LAYERDEPENDS_{collection}"), " ")).Where(w => !w.Contains("${")).Distinct()];

    private string[] Words(string variable) => Split(_variables.Text(variable));

    private static string[] Split(string value) => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Version();

    [GeneratedRegex("""\$\{LAYERDIR\}/([^:"'\s]+)""")]
    private static partial Regex FolderOfLayer();
}

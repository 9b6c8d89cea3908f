using Yocto.Sdk.Language;

namespace Yocto.Sdk.Metadata;

/// <summary>Reads variables of conf files and the files they include, without running bitbake.</summary>
internal sealed class ConfReader(LayerMetadata metadata)
{
    private readonly ConfVariables _variables = new();
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public void Set(string variable, string value) => _variables.Set(variable, value);

    /// <param name="path">Relative to a layer, as BBPATH finds it. A file that no layer has is skipped.</param>
    public void Read(string path)
    {
        if (metadata.Find(path) is { } file && _read.Add(file))
            ReadFile(file);
    }

    /// <summary>Expanded; empty when nothing sets it.</summary>
    /// <param name="overrides">Strongest first.</param>
    public string Value(string variable, params IReadOnlyList<string> overrides) => _variables.Value(variable, overrides);

    private void ReadFile(string file)
    {
        foreach (var statement in ConfText.Read(File.ReadAllText(file)))
        {
            if (statement is ConfAssignment assignment)
                _variables.Apply(assignment);
            else if (statement is ConfInclusion { Verb: "include" or "require" or "include_all" } inclusion)
                Include(_variables.Expand(inclusion.Files), file);
        }
    }

    private void Include(string files, string from)
    {
        foreach (var path in files.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // a file next to the one that names it comes before BBPATH
            var beside = Path.Combine(Path.GetDirectoryName(from)!, path);
            Read(File.Exists(beside) ? beside : path);
        }
    }
}

using Yocto.Sdk.Files;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Metadata;

/// <summary>Reads variables of conf files and the files they include, without running bitbake.</summary>
internal sealed class ConfReader(LayerMetadata metadata)
{
    // of files that include each other, for the stack
    private const int Deepest = 100;

    private readonly ConfVariables _variables = new();
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private int _depth;

    /// <param name="path">Relative to a layer, as BBPATH finds it. A file that no layer has is skipped.</param>
    public void Read(string path)
    {
        if (_depth == Deepest || !_read.Add(path) || metadata.Find(path) is not { } file || (file != path && !_read.Add(file)))
            return;
        _depth++;
        ReadText(SmallFile.ReadText(file), Path.GetDirectoryName(file)!);
        _depth--;
    }

    /// <param name="folder">Where a file that the text includes comes before BBPATH's; absolute.</param>
    public void ReadText(string text, string folder)
    {
        foreach (var statement in ConfText.Read(text))
        {
            if (statement is ConfAssignment assignment)
                _variables.Apply(assignment);
            else if (statement is ConfInclusion { Verb: "include" or "require" or "include_all" } inclusion)
                Include(_variables.Expand(inclusion.Files), folder);
        }
    }

    /// <summary>Sets a variable as <c>??=</c> does.</summary>
    public void SetDefault(string variable, string value) => _variables.Apply(new ConfAssignment(variable, null, "??=", value));

    /// <summary>Expanded; empty when nothing sets it.</summary>
    /// <param name="overrides">Strongest first.</param>
    public string Value(string variable, params IReadOnlyList<string> overrides) => _variables.Value(variable, overrides);

    private void Include(string files, string folder)
    {
        foreach (var path in files.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var beside = Path.Combine(folder, path);
            Read(File.Exists(beside) ? beside : path);
        }
    }
}

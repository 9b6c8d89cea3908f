using System.Text.RegularExpressions;

namespace Yocto.Sdk.BitBake;

/// <summary>Reads bitbake's own wording, as far as it is the same in every release.</summary>
internal static partial class LogText
{
    /// <summary>What of a failed task's error a person wants first; empty where its log's end says it better.</summary>
    public static string ReasonIn(string text)
    {
        // The log's end shows the trace of a Python task and the output of a shell task.
        if (text.StartsWith("ExecutionError(", StringComparison.Ordinal) || text.StartsWith("Execution of '", StringComparison.Ordinal))
            return "";
        var exception = PythonException().Matches(text).LastOrDefault();
        return exception is null ? text.Split('\n')[0] : exception.Groups["reason"].Value;
    }

    /// <summary>A parse error without the place that it begins with.</summary>
    public static string WithoutPlace(string text) => ParseErrorPrefix().Replace(text, "");

    /// <summary>A step of the chain that leads to a missing provider.</summary>
    public static bool IsDependencyChain(string text) => DependencyChain().IsMatch(text);

    public static bool IsMetadata(string file) => MetadataFile().IsMatch(file);

    [GeneratedRegex(@"^Exception: (?<reason>.+)$", RegexOptions.Multiline)]
    private static partial Regex PythonException();

    [GeneratedRegex(@"^(ERROR: )?ParseError (at|in) [^\n]*?:\d+: ")]
    private static partial Regex ParseErrorPrefix();

    [GeneratedRegex(@"^(Required build target|Nothing R?PROVIDES|Missing or unbuildable dependency chain)")]
    private static partial Regex DependencyChain();

    [GeneratedRegex(@"\.(bb|bbappend|bbclass|inc|conf)$")]
    private static partial Regex MetadataFile();
}

using System.Text.RegularExpressions;

namespace Yocto.Sdk.BitBake;

/// <summary>Reads bitbake's own wording, as far as it is the same in every release.</summary>
internal static partial class LogText
{
    /// <summary>The one sentence with the reason, out of a trace of many lines.</summary>
    /// <param name="trace">Of the exception, where there was one.</param>
    public static string WhyNotParsed(string text, string trace)
    {
        if (ParseError().Match($"{text}\n{trace}") is { Success: true } parse)
            return parse.Groups["reason"].Value;
        if (CompilerError().Match(text) is { Success: true } compiler)
            return compiler.Value;
        if (PythonException().Matches(text).LastOrDefault() is { } python)
            return python.Groups["reason"].Value;
        return ExceptionOf(trace) is { } exception ? ExceptionName().Replace(exception, "") : text;
    }

    /// <summary>The part of a failed task's error that is needed first.</summary>
    /// <returns>Empty text if the end of the task's log is clearer.</returns>
    public static string WhyTaskFailed(string text)
    {
        if (ShellFailure().Match(text) is { Success: true } shell)
            return shell.Groups["signal"] is { Success: true, Value: var signal } ? $"Its shell was killed by signal {signal}." : "";
        if (TaskException().IsMatch(text))
            return "";
        var exception = PythonException().Matches(text).LastOrDefault();
        return exception is null ? text.Split('\n')[0] : exception.Groups["reason"].Value;
    }

    /// <summary>An error with the exception that it was logged for.</summary>
    public static string WithException(string text, string trace) =>
        ExceptionOf(trace) is { } exception && !text.Contains(exception, StringComparison.Ordinal) ? $"{text}: {exception}" : text;

    /// <summary>A step of the chain that leads to a missing provider.</summary>
    public static bool IsDependencyChain(string text) => DependencyChain().IsMatch(text);

    /// <summary>The disk monitor stops the build; the event DiskFull follows and names the disk.</summary>
    public static bool IsOfDiskMonitor(string text) => text.Contains("since the disk space monitor action is", StringComparison.Ordinal);

    /// <summary>The task that a target was to run and does not have, with those that have nearly its name; null of any other text.</summary>
    public static (string Task, string Recipe, IReadOnlyList<string> Near)? UnknownTask(string text) =>
        MissingTask().Match(text) is { Success: true } missing
            ? (missing.Groups["task"].Value, missing.Groups["recipe"].Value, [.. missing.Groups["near"].Captures.Select(c => c.Value)])
            : null;

    /// <summary>EROFS, as every program of the C library tells it.</summary>
    public static bool SaysReadOnly(string text) => text.Contains("Read-only file system", StringComparison.Ordinal);

    public static bool IsMetadata(string file) => MetadataFile().IsMatch(file);

    // the last line of a traceback; without one, the text of the exception may have more lines
    private static string? ExceptionOf(string trace)
    {
        var lines = trace.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines is [] ? null : lines[0].StartsWith("Traceback", StringComparison.Ordinal) ? lines[^1] : lines[0];
    }

    [GeneratedRegex(@"ParseError (?:at|in) [^\n]*?:\d+: (?<reason>[^\n]+)")]
    private static partial Regex ParseError();

    [GeneratedRegex(@"^SyntaxError: [^\n]+", RegexOptions.Multiline)]
    private static partial Regex CompilerError();

    [GeneratedRegex(@"^Exception: (?<reason>.+)$", RegexOptions.Multiline)]
    private static partial Regex PythonException();

    [GeneratedRegex(@"^bb\.[\w.]+: ")]
    private static partial Regex ExceptionName();

    // as the exception's arguments, as its text, and as thud has it
    [GeneratedRegex(@"^(?:ExecutionError\('[^']*', (?:-(?<signal>\d+))?|Execution of '[^']*' failed with exit code (?:-(?<signal>\d+))?|Function failed: )")]
    private static partial Regex ShellFailure();

    // precedes the trace of an exception in bitbake's own part of a task
    [GeneratedRegex(@"^Build of \S+ failed$")]
    private static partial Regex TaskException();

    [GeneratedRegex(@"^(Required build target|Nothing R?PROVIDES|Missing or unbuildable dependency chain)")]
    private static partial Regex DependencyChain();

    [GeneratedRegex(@"\ATask (?<task>\S+) does not exist for target (?<recipe>\S+) \([^\n]*\)(?:\. Close matches:(?:\s+(?<near>\S+))*)?")]
    private static partial Regex MissingTask();

    [GeneratedRegex(@"\.(bb|bbappend|bbclass|inc|conf)$")]
    private static partial Regex MetadataFile();
}

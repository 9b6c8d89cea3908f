using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// Turns events into warnings and errors. BitBake reports one failure up to three times (a log record, the task's end, the
/// run queue's view) and every step of a broken dependency chain: it is reported once.
/// </summary>
/// <param name="account">That runs bitbake for root; null otherwise.</param>
internal sealed class BuildReport(BitBakeRequest request, IBuildLog log, FileAccount? account = null) : IBitBakeListener
{
    private readonly Dictionary<(string File, string Task), List<Logged>> _taskErrors = [];
    private readonly HashSet<(string File, string Task)> _failed = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private bool _explainedReadOnly;

    public int Errors { get; private set; }

    public bool Started { get; private set; }

    /// <summary>0; 1: running tasks were to finish; 2: they were ended.</summary>
    public int InterruptLevel { get; private set; }

    public ResultAnswered? Result { get; private set; }

    public string? ResultFault { get; private set; }

    public void Hear(BitBakeEvent happened)
    {
        switch (happened)
        {
            case BridgeStarted:
                Started = true;
                break;
            case Logged { IsError: false } warning:
                if (InterruptLevel < 2)
                    Warn(warning);
                break;
            case Logged { Task: { } task, RecipeFile: { } file } error:
                if (!_taskErrors.TryGetValue((file, task), out var errors))
                    _taskErrors[(file, task)] = errors = [];
                errors.Add(error);
                break;
            case Logged error:
                Fail(error);
                break;
            case TaskSucceeded ended:
                FlushErrorsOf(ended.RecipeFile, ended.Task);
                break;
            case TaskFailed failed:
                Fail(failed);
                break;
            case TaskLost lost:
                Fail(lost);
                break;
            case SetsceneFailed failed when InterruptLevel == 0:
                log.Report(BitBakeErrors.SetsceneFailed.At(new SourceLocation(failed.RecipeFile), failed.Task, RecipeOf(failed.RecipeFile)));
                break;
            case ProviderMissing missing:
                Fail(missing);
                break;
            case DiskFilled full:
                Report(BitBakeErrors.DiskFull.Create(full.Path, full.Free is { } free ? $" ({Megabytes(free)} left)" : ""));
                break;
            case CommandFailed { Text.Length: > 0 } failed when Errors == 0 && InterruptLevel == 0:
                Report(BitBakeErrors.LoggedError.Create("", failed.Text.Trim()));
                break;
            case InterruptArrived interrupt:
                InterruptLevel = interrupt.Level;
                break;
            case ResultAnswered result:
                Result = result;
                break;
            case ResultUnknown unknown:
                ResultFault = unknown.Text;
                break;
        }
    }

    /// <summary>What was held back until it was clear whether its task fails.</summary>
    public void Flush()
    {
        foreach (var (file, task) in _taskErrors.Keys.ToList())
            FlushErrorsOf(file, task);
    }

    private void FlushErrorsOf(string file, string task)
    {
        if (!_taskErrors.Remove((file, task), out var errors) || InterruptLevel == 2)
            return;
        foreach (var error in errors)
            Fail(error);
    }

    private void Warn(Logged warning)
    {
        var text = warning.Text.Trim();
        if (IsNew(warning, text))
            log.Report(BitBakeErrors.Warning.At(PlaceOf(warning), Speaker(warning), text));
    }

    /// <summary>Each recipe may report the same text; a repetition without a recipe is an echo.</summary>
    private bool IsNew(Logged logged, string text)
    {
        var isNewText = _seen.Add(text);
        return Speaker(logged) is { Length: > 0 } speaker ? _seen.Add(speaker + text) : isNewText;
    }

    private void Fail(Logged error)
    {
        var text = error.Text.Trim();
        var follows = Errors > 0 && (text.StartsWith("Parsing halted due to errors", StringComparison.Ordinal)
            || (_missing.Count > 0 && LogText.IsDependencyChain(text)));
        if (follows || LogText.IsOfDiskMonitor(text) || !IsNew(error, text))
            return;
        if (LogText.UnknownTask(text) is var (task, recipe, near))
        {
            Report(BitBakeErrors.NoSuchTask.At(request.Origins.GetValueOrDefault(BitBakeRequest.TaskProperty), recipe, task, NearestNames.Sentence(near)));
            return;
        }

        var isParseError = error is { Task: null, File: { } file } && (error.Line is not null || error.Trace is not null) && LogText.IsMetadata(file);
        if (isParseError || error.Trace is not null)
            log.Detail(text + Environment.NewLine + error.Trace);
        Report(isParseError
            ? BitBakeErrors.ParseError.At(PlaceOf(error), LogText.WhyNotParsed(text, error.Trace ?? ""))
            : BitBakeErrors.LoggedError.At(PlaceOf(error), Speaker(error), LogText.WithException(text, error.Trace ?? "")));
    }

    private void Fail(TaskFailed failed)
    {
        _failed.Add((failed.RecipeFile, failed.Task));
        _taskErrors.Remove((failed.RecipeFile, failed.Task), out var logged);
        if (InterruptLevel == 2)
            return;

        if (request.Checks.FirstOrDefault(c => c.TaskName == failed.Task) is { } check && ReasonsOf(logged).Trim() is { Length: > 0 } reason)
        {
            Report(check.Finding.At(check.Origin, reason));
            return;
        }

        var tail = TaskLog.Tail(failed.Log, account: account);
        var details = ReasonsOf(logged);
        if (tail.Count > 0)
            details += $"{Environment.NewLine}The end of {failed.Log}:{tail.Quoted()}";

        var place = logged?.LastOrDefault(l => l.File is not null && LogText.IsMetadata(l.File)) is { } named
            ? new SourceLocation(named.File!, named.Line ?? 0)
            : new SourceLocation(failed.File ?? failed.RecipeFile, failed.File is null ? 0 : failed.Line ?? 0);
        var duration = failed.Duration is >= 0.1 and { } seconds ? $" after {Seconds(seconds)}" : "";
        Report(BitBakeErrors.TaskFailed.At(place, failed.Task, $"{failed.Recipe} {failed.Version}".TrimEnd(), duration,
            details.Length > 0 ? $":{details}" : "."));
    }

    private void Fail(TaskLost lost)
    {
        if (!_failed.Add((lost.RecipeFile, lost.Task)) || InterruptLevel == 2)
            return;
        _taskErrors.Remove((lost.RecipeFile, lost.Task), out var logged);
        Report(BitBakeErrors.TaskFailed.At(new SourceLocation(lost.RecipeFile), lost.Task, RecipeOf(lost.RecipeFile), "",
            $": its process ended with code {lost.ExitCode}" + (ReasonsOf(logged) is { Length: > 0 } reasons
                ? $":{reasons}"
                : " and without a message. The system may have killed it because memory ran out.")));
    }

    private void Fail(ProviderMissing missing)
    {
        if (!_missing.Add($"{missing.Runtime} {missing.Item}"))
            return;
        var what = $"{(missing.Runtime ? "package" : "recipe")} {missing.Item}";
        var needed = missing.Dependees.Count > 0 ? $", which {string.Join(", ", missing.Dependees)} needs" : "";
        var place = request.Origins.GetValueOrDefault(missing.Item) is { } origin ? ProjectText.Locate(origin)
            : missing.Dependees.FirstOrDefault(Path.IsPathRooted) is { } recipe ? new SourceLocation(recipe)
            : null;
        if (missing.Reasons.Count > 0)
        {
            Report(BitBakeErrors.SkippedProvider.At(place, what, needed.Length > 0 ? $"{needed}," : "", string.Join(" ", missing.Reasons).Trim()));
            return;
        }

        // bitbake adds where it found each: "foo RPROVIDES foo-bar"
        var near = missing.CloseMatches.Select(m => m.Trim()).Take(5).ToList();
        Report(BitBakeErrors.NoProvider.At(place, what, needed,
            near.Count > 0 ? $" Did you mean {string.Join(", ", near)}?" : ""));
    }

    private void Report(Diagnostic diagnostic)
    {
        Errors++;
        log.Report(diagnostic);
        if (request.WritableFolders.Count > 0 && !_explainedReadOnly && LogText.SaysReadOnly(diagnostic.Message))
        {
            _explainedReadOnly = true;
            log.Report(BitBakeErrors.ReadOnly.At(diagnostic.Location, string.Join(", ", request.WritableFolders)));
        }
    }

    private static SourceLocation? PlaceOf(Logged logged) =>
        logged.File is not null ? new SourceLocation(logged.File, logged.Line ?? 0)
        : logged.RecipeFile is not null ? new SourceLocation(logged.RecipeFile)
        : null;

    private static string Speaker(Logged logged) => logged switch
    {
        { Recipe: { } recipe, Task: { } task } => $"{recipe} {task}: ",
        { RecipeFile: { } file } => $"{RecipeOf(file)}: ",
        _ => "",
    };

    /// <summary>A line for each thing that a failed task logged as an error.</summary>
    private static string ReasonsOf(List<Logged>? logged) => string.Concat((logged ?? [])
        .Select(l => LogText.WhyTaskFailed(l.Text.Trim())).Where(r => r.Length > 0).Distinct().Select(r => $"{Environment.NewLine}  {r}"));

    private static string RecipeOf(string file) => Path.GetFileNameWithoutExtension(file).Split('_')[0];

    private static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}

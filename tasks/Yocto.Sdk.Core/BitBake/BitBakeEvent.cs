using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yocto.Sdk.BitBake;

/// <summary>What the bridge reports, one object a line: see <c>sdk/bridge/yocto_sdk_bridge/__init__.py</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BridgeStarted), "start")]
[JsonDerivedType(typeof(StepProgressed), "progress")]
[JsonDerivedType(typeof(RecipesParsed), "parsed")]
[JsonDerivedType(typeof(Logged), "log")]
[JsonDerivedType(typeof(TaskGraph), "graph")]
[JsonDerivedType(typeof(TasksSkipped), "skipped")]
[JsonDerivedType(typeof(QueueAdvanced), "queue")]
[JsonDerivedType(typeof(TaskStarted), "taskStarted")]
[JsonDerivedType(typeof(TaskSucceeded), "taskSucceeded")]
[JsonDerivedType(typeof(TaskFailed), "taskFailed")]
[JsonDerivedType(typeof(TaskLost), "taskLost")]
[JsonDerivedType(typeof(SetsceneFailed), "setsceneFailed")]
[JsonDerivedType(typeof(ProviderMissing), "noProvider")]
[JsonDerivedType(typeof(ProviderAmbiguous), "multipleProviders")]
[JsonDerivedType(typeof(DiskFilled), "diskFull")]
[JsonDerivedType(typeof(InterruptArrived), "interrupted")]
[JsonDerivedType(typeof(CommandFailed), "commandFailed")]
[JsonDerivedType(typeof(BuildCompleted), "completed")]
[JsonDerivedType(typeof(ResultAnswered), "result")]
[JsonDerivedType(typeof(VariableExplained), "explained")]
[JsonDerivedType(typeof(ResultUnknown), "resultFailed")]
[JsonDerivedType(typeof(BridgeEnded), "exit")]
public abstract record BitBakeEvent
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <summary>Null for a line that is no event of the bridge's.</summary>
    public static BitBakeEvent? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<BitBakeEvent>(line, _json) : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <param name="BitBake">Its version, for example <c>2.8.1</c>.</param>
/// <param name="Python">The interpreter's version.</param>
internal sealed record BridgeStarted(string BitBake, string Python, int Pid) : BitBakeEvent;

/// <param name="What"><c>parse</c>, <c>cache</c>, or bitbake's own name of a step, for example <c>Initialising tasks</c>.</param>
internal sealed record StepProgressed(string What, int Done, int Total) : BitBakeEvent;

internal sealed record RecipesParsed(int Total, int Cached, int Parsed, int Skipped, int Masked, int Errors) : BitBakeEvent;

/// <summary>A warning or error that bitbake, or metadata that it ran, logged.</summary>
/// <param name="Level"><c>warning</c> or <c>error</c>.</param>
/// <param name="Trace">The Python traceback, where there is one.</param>
/// <param name="Recipe">With <paramref name="Task"/>: the task that logged it.</param>
/// <param name="File">The place that the text names.</param>
internal sealed record Logged(
    string Level,
    string Text,
    string? Trace = null,
    string? Recipe = null,
    string? Version = null,
    string? Task = null,
    string? RecipeFile = null,
    string? File = null,
    int? Line = null) : BitBakeEvent
{
    [JsonIgnore]
    public bool IsError => Level == "error";
}

/// <summary>What the run queue holds, before it starts: tasks as <see cref="TaskEvent.Title"/> names them.</summary>
/// <param name="Needs">For each task, the places in <paramref name="Tasks"/> of those that end before it starts.</param>
/// <param name="Recipes">The file of each recipe.</param>
/// <param name="Threads"><c>BB_NUMBER_THREADS</c>; null where bitbake does not tell.</param>
internal sealed record TaskGraph(
    IReadOnlyList<string> Tasks,
    IReadOnlyList<IReadOnlyList<int>> Needs,
    IReadOnlyDictionary<string, string> Recipes,
    int? Threads = null) : BitBakeEvent;

/// <summary>Tasks of the run queue that need not run.</summary>
internal sealed record TasksSkipped(IReadOnlyList<string> Tasks) : BitBakeEvent;

/// <summary>The run queue starts task number <paramref name="Done"/> of <paramref name="Total"/>.</summary>
internal sealed record QueueAdvanced(int Done, int Total, bool Setscene, string RecipeFile, string Task) : BitBakeEvent;

/// <summary>What a task's start and end have in common.</summary>
internal abstract record TaskEvent(string Recipe, string? Version, string Task, string RecipeFile, string? Log) : BitBakeEvent
{
    [JsonIgnore]
    public string Title => $"{Recipe} {Task}";

    /// <summary>Whether it takes its output from the shared state.</summary>
    [JsonIgnore]
    public bool IsSetscene => Task.EndsWith(Setscene, StringComparison.Ordinal);

    public const string Setscene = "_setscene";
}

/// <param name="Nostamp">The task runs in every build.</param>
internal sealed record TaskStarted(string Recipe, string? Version, string Task, string RecipeFile, string? Log, bool Nostamp = false)
    : TaskEvent(Recipe, Version, Task, RecipeFile, Log);

/// <param name="Duration">Seconds; null when the start was not seen.</param>
internal sealed record TaskSucceeded(string Recipe, string? Version, string Task, string RecipeFile, string? Log, double? Duration = null)
    : TaskEvent(Recipe, Version, Task, RecipeFile, Log);

/// <param name="File">Where the failing function is defined.</param>
internal sealed record TaskFailed(
    string Recipe,
    string? Version,
    string Task,
    string RecipeFile,
    string? Log,
    double? Duration = null,
    string? File = null,
    int? Line = null) : TaskEvent(Recipe, Version, Task, RecipeFile, Log);

/// <summary>The run queue's view of a failure: it follows a <see cref="TaskFailed"/>, or stands alone when the task's process died.</summary>
internal sealed record TaskLost(string RecipeFile, string Task, int ExitCode, string Text) : BitBakeEvent;

internal sealed record SetsceneFailed(string RecipeFile, string Task) : BitBakeEvent;

/// <param name="Runtime">Whether a package is missing; otherwise it is a recipe.</param>
/// <param name="Dependees">Who asks for it; empty for a target.</param>
/// <param name="Reasons">Why recipes that would provide it are skipped.</param>
internal sealed record ProviderMissing(
    string Item,
    bool Runtime,
    IReadOnlyList<string> Dependees,
    IReadOnlyList<string> CloseMatches,
    IReadOnlyList<string> Reasons) : BitBakeEvent;

internal sealed record ProviderAmbiguous(string Item, bool Runtime, IReadOnlyList<string> Candidates) : BitBakeEvent;

/// <param name="Free">Bytes; null if bitbake does not report it.</param>
internal sealed record DiskFilled(string Path, long? Free) : BitBakeEvent;

/// <param name="Level">1: running tasks finish; 2: they are ended.</param>
internal sealed record InterruptArrived(int Level) : BitBakeEvent;

internal sealed record CommandFailed(string Text) : BitBakeEvent;

internal sealed record BuildCompleted(int Failures, int Interrupted) : BitBakeEvent;

internal sealed record ResultAnswered(
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<AnsweredTarget> Targets,
    IReadOnlyList<string> Stale) : BitBakeEvent;

internal sealed record AnsweredTarget(string Target, string Recipe, string File, IReadOnlyDictionary<string, string> Variables);

/// <param name="Recipe">Its <c>PN</c>; null where there is no such recipe.</param>
/// <param name="File">The recipe's file.</param>
/// <param name="Value">Null where the variable is not set.</param>
/// <param name="Places">In the order in which bitbake came to them.</param>
/// <param name="Recipes">The names that there are, in place of a recipe that does not exist.</param>
/// <param name="Names">The names that there are, in place of a variable that nothing sets.</param>
internal sealed record VariableExplained(
    string Variable,
    string? Recipe = null,
    string? File = null,
    string? Value = null,
    string? Unexpanded = null,
    IReadOnlyList<AssignmentPlace>? Places = null,
    IReadOnlyList<string>? Recipes = null,
    IReadOnlyList<string>? Names = null) : BitBakeEvent;

/// <param name="File">Absolute; null for what bitbake itself sets.</param>
/// <param name="Operation">As a conf file writes it, <c>?=</c> for example; with its override, where it has one.</param>
internal sealed record AssignmentPlace(string? File, int? Line, string Operation, string Text);

internal sealed record ResultUnknown(string Text) : BitBakeEvent;

internal sealed record BridgeEnded(int Code) : BitBakeEvent;

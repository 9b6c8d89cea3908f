using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>How long each task took when it last ran, in seconds, by its <see cref="TaskEvent.Title"/>: <c>task-times.json</c>.</summary>
internal sealed class TaskTimes
{
    private readonly IReadOnlyDictionary<string, double> _seconds;
    private readonly Lazy<Dictionary<string, double>> _byTask;
    private readonly Lazy<double> _all;

    public TaskTimes(IReadOnlyDictionary<string, double> seconds)
    {
        _seconds = seconds;
        _byTask = new(() => seconds.GroupBy(t => TaskOf(t.Key), t => t.Value).ToDictionary(g => g.Key, Median));
        _all = new(() => Median(seconds.Values));
    }

    public bool IsEmpty => _seconds.Count == 0;

    public static TaskTimes Read(string file) =>
        new(JsonFile.Read(file, TaskTimesJson.Default.IReadOnlyDictionaryStringDouble) ?? new Dictionary<string, double>());

    /// <summary>With those of a build that just ended, in place of the older.</summary>
    public TaskTimes With(IEnumerable<KeyValuePair<string, double>> newer)
    {
        var all = new Dictionary<string, double>(_seconds);
        foreach (var (task, time) in newer)
            all[task] = time;
        return new TaskTimes(all);
    }

    public void Write(string file) => JsonFile.Write(file, _seconds, TaskTimesJson.Default.IReadOnlyDictionaryStringDouble);

    /// <summary>Null for a task that never ran.</summary>
    public double? Of(string task) => _seconds.TryGetValue(task, out var time) ? time : null;

    /// <summary>The median of other recipes' tasks of that name, or of all.</summary>
    public double Typical(string task) => _byTask.Value.TryGetValue(TaskOf(task), out var time) ? time : _all.Value;

    private static string TaskOf(string title) => title[(title.LastIndexOf(' ') + 1)..];

    private static double Median(IEnumerable<double> times) => times.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
internal sealed partial class TaskTimesJson : JsonSerializerContext;

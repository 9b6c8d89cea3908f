using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Report;

/// <summary>Makes runs of the starts and ends of tasks.</summary>
internal sealed class TaskRuns
{
    private readonly List<TaskRun> _runs = [];
    private readonly Dictionary<(string, string), int> _running = [];

    /// <param name="after">The task for which one that starts had to wait.</param>
    public void Hear(TaskEvent happened, DateTime time, string? after)
    {
        var key = (happened.RecipeFile + happened.Recipe, happened.Task);
        if (happened is TaskStarted)
        {
            _running[key] = _runs.Count;
            var task = happened.IsSetscene ? happened.Task[..^TaskEvent.Setscene.Length] : happened.Task;
            _runs.Add(new TaskRun(happened.Recipe, happened.Version, task, happened.RecipeFile, time, 0, TaskRun.Unfinished, after, happened.IsSetscene));
        }
        else if (_running.Remove(key, out var place))
        {
            var duration = happened switch { TaskSucceeded s => s.Duration, TaskFailed f => f.Duration, _ => null };
            _runs[place] = _runs[place] with
            {
                Seconds = duration ?? (time - _runs[place].Begin).TotalSeconds,
                State = happened is TaskFailed ? TaskRun.Failed : TaskRun.Succeeded,
            };
        }
    }

    /// <param name="end">For those that still run.</param>
    public IReadOnlyList<TaskRun> At(DateTime end) =>
        [.. _runs.Select(r => r.State == TaskRun.Unfinished ? r with { Seconds = Math.Max(0, (end - r.Begin).TotalSeconds) } : r)];
}

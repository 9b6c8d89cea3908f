namespace Yocto.Sdk.Report;

/// <summary>The chain of tasks that a build's last task waited for: nothing else kept the build from ending earlier.</summary>
internal static class CriticalPath
{
    /// <returns>In the order in which they ran; each began after the one before it had ended.</returns>
    public static IReadOnlyList<TaskRun> Of(IReadOnlyList<TaskRun> tasks)
    {
        var byTitle = tasks.ToLookup(t => t.Title);
        var path = new List<TaskRun>();
        for (var next = tasks.MaxBy(t => t.End); next is not null; next = Before(next, byTitle))
            path.Add(next);
        path.Reverse();
        return path;
    }

    // earlier than the task itself, or a log that lies could lead in a circle
    private static TaskRun? Before(TaskRun task, ILookup<string, TaskRun> byTitle) =>
        task.After is { } title ? byTitle[title].Where(t => t.Begin < task.Begin).MaxBy(t => t.End) : null;
}

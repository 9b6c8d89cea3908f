using System.Globalization;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// How far bitbake is and what it is at: with every event for a live display, and now and then as a line for a log.
/// </summary>
/// <param name="remaining">What is left by the times of earlier builds; null where that is not known.</param>
internal sealed class BuildProgress(IBuildLog log, TimeProvider clock, Func<TimeSpan?>? remaining = null) : IBitBakeListener
{
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _frame = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan _told = TimeSpan.FromSeconds(10); // what is shorter is not told
    private readonly Dictionary<(string, string), (string Title, long Since)> _running = [];
    private readonly long _begin = clock.GetTimestamp();
    private long _lastLine = clock.GetTimestamp();
    private long _lastFrame;
    private int _fromSharedState;
    private TimeSpan? _remaining;
    private bool _queueSeen;
    private bool _stopping;

    public int Done { get; private set; }

    public int Total { get; private set; }

    /// <summary>Names of the tasks that run, the longest first.</summary>
    public IReadOnlyList<string> Running
    {
        get
        {
            lock (_running)
                return [.. _running.Values.OrderBy(t => t.Since).Select(t => t.Title)];
        }
    }

    public void Hear(BitBakeEvent happened)
    {
        switch (happened)
        {
            case StepProgressed { Total: > 0 } step:
                Tell($"{NameOf(step.What)}: {Percent(step.Done, step.Total)}");
                break;
            case RecipesParsed { Parsed: > 0, Errors: 0 } parsed when clock.GetElapsedTime(_begin) > TimeSpan.FromSeconds(5):
                Say($"Parsed {Number(parsed.Parsed)} recipe{(parsed.Parsed == 1 ? "" : "s")} in {Duration(clock.GetElapsedTime(_begin))}");
                break;
            case QueueAdvanced { Setscene: true } queue:
                Tell($"Shared state: {Number(queue.Done)} of {Number(queue.Total)}");
                break;
            case QueueAdvanced { Setscene: false } queue:
                (Done, Total) = (queue.Done, queue.Total);
                if (_queueSeen)
                    TellOfQueue();
                else
                    Say(Queue(RunningLong()));
                _queueSeen = true;
                break;
            case TaskStarted started:
                lock (_running)
                    _running[(started.RecipeFile, started.Task)] = (started.Title, clock.GetTimestamp());
                TellOfQueue();
                break;
            case InterruptArrived:
                _stopping = true;
                break;
            case TaskSucceeded or TaskFailed:
                var ended = (TaskEvent)happened;
                _fromSharedState += happened is TaskSucceeded && ended.IsSetscene ? 1 : 0;
                lock (_running)
                    _running.Remove((ended.RecipeFile, ended.Task));
                break;
        }
    }

    /// <summary>Called each second, whether an event comes or not: a task of an hour is not a hang.</summary>
    public void Tick()
    {
        if (!_queueSeen || Running.Count == 0)
            return;
        _remaining = remaining?.Invoke();
        if (clock.GetElapsedTime(_lastLine) >= 4 * _calm)
            Say(Queue(RunningLong()));
        else
            log.Progress(Queue(RunningAll()));
    }

    private void TellOfQueue()
    {
        if (!_queueSeen)
            return;
        if (clock.GetElapsedTime(_lastLine) >= _calm)
            Say(Queue(RunningLong()));
        else if (FrameIsDue())
            log.Progress(Queue(RunningAll()));
    }

    private void Tell(string text)
    {
        if (clock.GetElapsedTime(_lastLine) >= _calm)
            Say(text);
        else if (FrameIsDue())
            log.Progress(text);
    }

    private void Say(string text)
    {
        _lastLine = clock.GetTimestamp();
        log.Status(text);
    }

    private bool FrameIsDue()
    {
        if (_lastFrame != 0 && clock.GetElapsedTime(_lastFrame) < _frame)
            return false;
        _lastFrame = clock.GetTimestamp();
        return true;
    }

    private string Queue(string running)
    {
        var reused = _fromSharedState > 0 ? $", {Number(_fromSharedState)} from shared state" : "";
        var elapsed = clock.GetElapsedTime(_begin) is var time && time >= _told ? $", {Duration(time)}" : "";
        var left = !_stopping && _remaining is { } rest && rest >= _told ? $", about {Duration(Rounded(rest))} left" : "";
        return $"{(_stopping ? "Stopping at task" : "Task")} {Number(Done)} of {Number(Total)} ({Percent(Done, Total)}){reused}{elapsed}{left}{running}";
    }

    private string RunningAll()
    {
        lock (_running)
        {
            var titles = _running.Values.OrderBy(t => t.Since)
                .Select(t => clock.GetElapsedTime(t.Since) is var since && since >= _told ? $"{t.Title} {Duration(since)}" : t.Title);
            return string.Join(", ", titles) is { Length: > 0 } all ? $": {all}" : "";
        }
    }

    // an estimate of 3 min 41 s is none
    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds / 5) * 5);

    private string RunningLong()
    {
        lock (_running)
        {
            var slow = _running.Values.OrderBy(t => t.Since).FirstOrDefault();
            return slow.Title is not null && clock.GetElapsedTime(slow.Since) is var since && since > _calm
                ? $", {slow.Title} for {Duration(since)}"
                : "";
        }
    }

    private static string NameOf(string step) => step switch
    {
        "parse" => "Parsing recipes",
        "cache" => "Loading the parse cache",
        _ => step,
    };

    private static string Duration(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(int done, int total) =>
        string.Create(CultureInfo.InvariantCulture, $"{(total == 0 ? 100 : 100.0 * done / total):0} %");
}

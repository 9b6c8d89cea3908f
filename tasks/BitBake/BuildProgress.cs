using System.Globalization;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>A line for the person who waits, now and then: what bitbake is at, how far it is and what takes so long.</summary>
public sealed class BuildProgress(IBuildLog log, TimeProvider clock) : IBitBakeListener
{
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(30);
    private readonly Dictionary<(string, string), (string Title, long Since)> _running = [];
    private readonly long _begin = clock.GetTimestamp();
    private long _lastLine = clock.GetTimestamp();
    private bool _queueSeen;

    public int Done { get; private set; }

    public int Total { get; private set; }

    /// <summary>Names of the tasks that run, the longest first.</summary>
    public IReadOnlyList<string> Running => [.. _running.Values.OrderBy(t => t.Since).Select(t => t.Title)];

    public void Hear(BitBakeEvent happened)
    {
        switch (happened)
        {
            case StepProgressed { Total: > 0 } step when Calm():
                Say($"{NameOf(step.What)}: {Percent(step.Done, step.Total)}");
                break;
            case RecipesParsed { Parsed: > 0, Errors: 0 } parsed when clock.GetElapsedTime(_begin) > TimeSpan.FromSeconds(5):
                Say($"Parsed {Number(parsed.Parsed)} recipes in {Elapsed()}");
                break;
            case QueueAdvanced { Setscene: true } queue when Calm():
                Say($"Shared state: {Number(queue.Done)} of {Number(queue.Total)}");
                break;
            case QueueAdvanced { Setscene: false } queue:
                (Done, Total) = (queue.Done, queue.Total);
                if (!_queueSeen || Calm())
                    Say($"Task {Number(Done)} of {Number(Total)} ({Percent(Done, Total)}){Patience()}");
                _queueSeen = true;
                break;
            case TaskStarted started:
                _running[(started.RecipeFile, started.Task)] = (started.Title, clock.GetTimestamp());
                break;
            case TaskSucceeded or TaskFailed:
                var ended = (TaskEvent)happened;
                _running.Remove((ended.RecipeFile, ended.Task));
                break;
        }
    }

    /// <summary>Called now and then while no event comes: a task of an hour is not a hang.</summary>
    public void Tick()
    {
        if (_queueSeen && _running.Count > 0 && clock.GetElapsedTime(_lastLine) >= 4 * _calm)
            Say($"Task {Number(Done)} of {Number(Total)} ({Percent(Done, Total)}){Patience()}");
    }

    private bool Calm() => clock.GetElapsedTime(_lastLine) >= _calm;

    private void Say(string text)
    {
        _lastLine = clock.GetTimestamp();
        log.Status(text);
    }

    private string Patience()
    {
        var slow = _running.Values.OrderBy(t => t.Since).FirstOrDefault();
        return slow.Title is not null && clock.GetElapsedTime(slow.Since) is var since && since > _calm
            ? $", {slow.Title} for {Duration(since)}"
            : "";
    }

    private string Elapsed() => Duration(clock.GetElapsedTime(_begin));

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

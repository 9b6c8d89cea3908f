namespace Yocto.Sdk.BitBake;

/// <summary>Which task waited for which, and what is still to be done: by the run queue's own graph.</summary>
internal sealed class TaskOrder : IBitBakeListener
{
    private TaskGraph _graph = new([], [], new Dictionary<string, string>());
    private Dictionary<string, int> _places = [];
    private readonly Dictionary<int, int> _ended = []; // place, and the how manieth it was
    private readonly Dictionary<int, long> _running = []; // place, and when it started
    private readonly HashSet<int> _skipped = [];
    private readonly Dictionary<int, int?> _lastBehind = [];
    private readonly Lock _gate = new();

    /// <summary>The file of each recipe; empty before the run queue starts.</summary>
    public IReadOnlyDictionary<string, string> Recipes => _graph.Recipes;

    /// <summary>0 where it is not known.</summary>
    public int Threads => _graph.Threads ?? 0;

    public void Hear(BitBakeEvent happened)
    {
        lock (_gate)
        {
            switch (happened)
            {
                case TaskGraph graph:
                    _graph = graph;
                    _places = graph.Tasks.Select((task, place) => (task, place)).ToDictionary(t => t.task, t => t.place);
                    break;
                case TasksSkipped skipped:
                    _skipped.UnionWith(skipped.Tasks.Where(_places.ContainsKey).Select(t => _places[t]));
                    break;
                case TaskStarted started when PlaceOf(started) is { } place:
                    _running[place] = Environment.TickCount64;
                    break;
                case TaskSucceeded or TaskFailed when PlaceOf((TaskEvent)happened) is { } place:
                    _running.Remove(place);
                    _ended[place] = _ended.Count;
                    break;
            }
        }
    }

    /// <summary>The task for which one that starts now had to wait: of those that it needs and that ran, the one that ended last.</summary>
    /// <returns>Its <see cref="TaskEvent.Title"/>, without <c>_setscene</c>; null where there is none.</returns>
    public string? LastBefore(TaskEvent task)
    {
        lock (_gate)
        {
            // what comes from the shared state needs none of the tasks that made it
            return task.IsSetscene || PlaceOf(task) is not { } place || LastBehind(place) is not { } last ? null : _graph.Tasks[last];
        }
    }

    /// <summary>How long the rest takes: what the targets still need, on as many threads, in the times of the builds before.</summary>
    /// <returns>Null where less than half of these tasks has a time.</returns>
    public TimeSpan? Remaining(TaskTimes times)
    {
        lock (_gate)
        {
            if (_places.Count == 0 || times.IsEmpty)
                return null;
            var chains = new Dictionary<int, double>(); // place, and the seconds of the longest chain of tasks that ends in it
            var (sum, known) = (0.0, 0);
            foreach (var place in RemainingInOrder())
            {
                var seconds = times.Of(_graph.Tasks[place]);
                known += seconds is null ? 0 : 1;
                var left = seconds ?? times.Typical(_graph.Tasks[place]);
                if (_running.TryGetValue(place, out var since))
                    left = Math.Max(0, left - (Environment.TickCount64 - since) / 1000.0);
                sum += left;
                chains[place] = left + _graph.Needs[place].Select(n => chains.GetValueOrDefault(n)).DefaultIfEmpty().Max();
            }

            return chains.Count == 0 || known * 2 < chains.Count ? null
                : TimeSpan.FromSeconds(Math.Max(chains.Values.Max(), sum / Math.Max(1, Threads)));
        }
    }

    // what the last tasks of the graph need and is not there yet, each after those that it needs
    private List<int> RemainingInOrder()
    {
        var needed = new bool[_graph.Tasks.Count];
        foreach (var need in _graph.Needs.SelectMany(n => n))
            needed[need] = true;
        var order = new List<int>();
        var seen = new HashSet<int>();
        var walk = new Stack<(int Place, bool Leaves)>(Enumerable.Range(0, needed.Length).Where(p => !needed[p]).Select(p => (p, false)));
        while (walk.TryPop(out var next))
        {
            if (next.Leaves)
            {
                order.Add(next.Place);
                continue;
            }

            if (_ended.ContainsKey(next.Place) || _skipped.Contains(next.Place) || !seen.Add(next.Place))
                continue;
            walk.Push((next.Place, true));
            foreach (var need in _graph.Needs[next.Place])
                walk.Push((need, false));
        }

        return order;
    }

    // Through tasks that did not run: a task that another waited for either has ended by then or never runs.
    private int? LastBehind(int place)
    {
        if (_lastBehind.TryGetValue(place, out var known))
            return known;
        _lastBehind[place] = null;
        int? last = null;
        foreach (var need in _graph.Needs[place])
        {
            if ((_ended.ContainsKey(need) ? need : LastBehind(need)) is { } candidate && (last is null || _ended[candidate] > _ended[last.Value]))
                last = candidate;
        }

        return _lastBehind[place] = last;
    }

    private int? PlaceOf(TaskEvent task)
    {
        var title = task.IsSetscene ? task.Title[..^TaskEvent.Setscene.Length] : task.Title;
        return _places.TryGetValue(title, out var place) ? place : null;
    }
}

namespace Yocto.Sdk.Report;

/// <summary>Lays tasks out so that no two of a lane overlap: a lane is what one of bitbake's threads did.</summary>
internal static class Lanes
{
    // an end is told a moment after the next task's start
    private const double Overlap = 0.05;

    /// <returns>For each task its lane, from 0, in the order of the tasks.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<TaskRun> tasks)
    {
        var lanes = new int[tasks.Count];
        var ends = new List<DateTime>();
        foreach (var place in Enumerable.Range(0, tasks.Count).OrderBy(p => tasks[p].Begin))
        {
            var lane = ends.FindIndex(e => e <= tasks[place].Begin.AddSeconds(Overlap));
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(default);
            }

            ends[lane] = tasks[place].End;
            lanes[place] = lane;
        }

        return lanes;
    }
}

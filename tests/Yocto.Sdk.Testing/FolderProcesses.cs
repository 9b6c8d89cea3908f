using System.Diagnostics;

namespace Yocto.Sdk.Testing;

/// <summary>The processes that work in a folder: it is their current one, or their command line names it.</summary>
public sealed class FolderProcesses(string folder)
{
    /// <summary>
    /// Kills all of them as a power cut would, dotnet first; or dotnet alone, and then the others have to see that for themselves.
    /// </summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Kill(bool dotnetAlone)
    {
        List<string> killed = [];
        for (List<Process> alive; (alive = [.. Alive().Where(p => !dotnetAlone || p.ProcessName == "dotnet")]).Count > 0;)
        {
            foreach (var process in alive.OrderBy(p => p.ProcessName != "dotnet"))
            {
                killed.Add(process.ProcessName);
                process.Kill();
                process.WaitForExit(1000);
            }
        }

        return killed;
    }

    /// <summary>Waits until none is left, and fails when one goes on for too long.</summary>
    public async Task<TimeSpan> EndAsync(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        List<Process> alive;
        while ((alive = [.. Alive()]).Count > 0 && clock.Elapsed < limit)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(alive.Count == 0, $"{string.Join(' ', alive.Select(p => $"{p.ProcessName} ({p.Id})"))} went on for {limit.TotalSeconds} s");
        return clock.Elapsed;
    }

    private IEnumerable<Process> Alive() => Process.GetProcesses().Where(WorksHere);

    private bool WorksHere(Process process)
    {
        try
        {
            return new FileInfo($"/proc/{process.Id}/cwd").LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true
                || File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(folder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or somebody else's
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// A bitbake server that still has the build directory: of a build that was killed, and then it ends by itself within
/// about half a minute; or of a user who works with bitbake in that folder.
/// </summary>
internal static class LeftoverServer
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private static readonly string[] _clients = ["bin/bitbake", "yocto_sdk_bridge/__main__.py"];
    private static readonly string[] _programs = ["bin/bitbake-server", "bin/bitbake-worker", "yocto_sdk_bridge/__main__.py"];
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Waits until no server has the build directory. One without a client is ended after 40 s. What is then still there, and
    /// what is no bitbake, is left alone.
    /// </summary>
    /// <exception cref="YoctoException">The folder stays in use, though nobody works with bitbake there.</exception>
    public static async Task WaitForEndAsync(string buildDirectory, IBuildLog log, CancellationToken cancellation, TimeSpan? patience = null)
    {
        var lockFile = RunningBitBake.LockFile(buildDirectory);
        var limit = patience ?? _patience;
        var clock = Stopwatch.StartNew();
        var signal = 0;
        for (var waited = false; FileLock.IsHeld(lockFile); waited = true)
        {
            var holders = ProcessesThatHold(lockFile);
            var client = ClientIn(buildDirectory, holders);
            if (!waited)
                log.Status(Explain(holders, client, buildDirectory));
            if (client is not null)
                clock.Restart();
            if (clock.Elapsed > limit * 2)
                throw new YoctoException(BitBakeErrors.InUse.Create(buildDirectory, NamesOf(holders)));

            var next = clock.Elapsed > limit * 1.5 ? SigKill : clock.Elapsed > limit ? SigTerm : 0;
            if (next > signal)
            {
                signal = next;
                foreach (var server in holders.Where(h => Runs(h, [.. _programs, .. _clients])))
                {
                    log.Detail($"Ending process {server}, which has {lockFile} open, by signal {signal}.");
                    _ = Libc.Kill(server, signal);
                }
            }

            await Task.Delay(_interval, cancellation);
        }
    }

    /// <summary>Waits a moment for what is left of a bitbake whose client has just ended: its server ends after it.</summary>
    public static async Task SeeOffAsync(string buildDirectory, TimeSpan limit)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit
            && (RunningBitBake.IsIn(buildDirectory) || Processes().Any(p => WorksIn(buildDirectory, p, _programs)));)
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
    }

    private static string Explain(List<int> holders, int? client, string buildDirectory) => client is null
        ? $"Waiting for the bitbake of an interrupted build to end ({NamesOf(holders)})."
        : $"Waiting for bitbake (process {client}), which was started by hand in {buildDirectory}.";

    private static string NamesOf(List<int> processes) => processes.Count == 0
        ? "a process that can't be seen: of another user, in another container or on another host"
        : string.Join(", ", processes.Select(p => $"process {p} ({ReadText($"/proc/{p}/comm")?.TrimEnd()})"));

    /// <summary>The processes that have this file open: a signal can reach no others.</summary>
    private static List<int> ProcessesThatHold(string file) =>
        [.. Processes().Where(p => OpenFiles(p).Contains(file, StringComparer.Ordinal))];

    private static int? ClientIn(string buildDirectory, List<int> holders) =>
        Processes().Except(holders).Cast<int?>().FirstOrDefault(p => WorksIn(buildDirectory, p!.Value, _clients));

    private static bool WorksIn(string buildDirectory, int process, string[] programs) =>
        ReadLink($"/proc/{process}/cwd") == Path.TrimEndingDirectorySeparator(buildDirectory) && Runs(process, programs);

    private static bool Runs(int process, string[] programs) =>
        ReadText($"/proc/{process}/cmdline") is { } command && programs.Any(p => command.Contains($"/{p}\0", StringComparison.Ordinal));

    private static IEnumerable<int> Processes() =>
        Directory.Exists("/proc")
            ? Directory.EnumerateDirectories("/proc")
                .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0)
            : [];

    private static List<string?> OpenFiles(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(ReadLink)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // ended meanwhile, or another user's
        }
    }

    private static string? ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

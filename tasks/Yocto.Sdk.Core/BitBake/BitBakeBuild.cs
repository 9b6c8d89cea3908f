using System.Diagnostics;
using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.BitBake;

/// <summary>Runs bitbake in a build directory that this build has locked.</summary>
internal static class BitBakeBuild
{
    /// <returns>What was built, after a build; null after a parse or a dry run.</returns>
    /// <exception cref="YoctoException">bitbake failed or was interrupted. What it reported itself was reported to
    /// <paramref name="log"/> as it came: the list may then be empty.</exception>
    public static async Task<BuildResult?> RunAsync(
        BitBakeRequest request,
        RestoredLayers layers,
        BuildIdentity identity,
        IBuildLog log,
        IBitBakeListener? listener,
        TaskOrder order,
        TaskTimes times,
        CancellationToken cancellation)
    {
        await LeftoverServer.WaitForEndAsync(request.BuildDirectory, log, cancellation);

        var account = BuildIdentity.AccountOf(HostSystem.Current(), identity.User);
        var environment = EnvironmentOf(request, layers, identity);
        var report = new BuildReport(request, log, account);
        var progress = new BuildProgress(log, TimeProvider.System, () => order.Remaining(times));
        var clock = Stopwatch.StartNew();
        var (process, code) = await RunOnceAsync();
        if (code != 0 && report.Errors == 0 && Said(process, "marshal data"))
        {
            log.Detail("Python's compiled files are damaged, for example by a full disk. They are compiled again.");
            using (FileAccount.Assume(account))
                FolderTree.Remove(CompiledFolder(request));
            (process, code) = await RunOnceAsync();
        }

        await LeftoverServer.SeeOffAsync(request.BuildDirectory, TimeSpan.FromSeconds(10));

        report.Flush();
        log.Detail($"bitbake {string.Join(' ', request.Arguments)} ended with code {code} after {clock.Elapsed.TotalSeconds:0.0} s.");
        if (code != 0 || cancellation.IsCancellationRequested)
            throw Failure(request, code, process, report, progress, cancellation);
        if (request.Mode == BitBakeMode.DryRun)
            log.Status(string.Create(CultureInfo.InvariantCulture, $"Resolved {progress.Total:N0} tasks in {clock.Elapsed.TotalSeconds:0} s, ran none of them"));
        return request.Mode == BitBakeMode.Build ? ResultOf(report) : null;

        async Task<(BitBakeProcess Process, int Code)> RunOnceAsync()
        {
            var run = new BitBakeProcess();
            using var interruption = new Interruption(run, progress, log, TimeProvider.System, !Console.IsInputRedirected, cancellation);
            using var timer = new Timer(_ => progress.Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            return (run, await run.RunAsync(request, identity, environment, new Listeners([order, report, progress, listener]), log.Detail));
        }
    }

    private static bool Said(BitBakeProcess process, string text) =>
        process.LastLines.Any(l => l.Contains(text, StringComparison.Ordinal));

    private static YoctoException Failure(
        BitBakeRequest request, int code, BitBakeProcess process, BuildReport report, BuildProgress progress, CancellationToken cancellation)
    {
        var tail = process.LastLines.TakeLast(15).Quoted();
        if (report.InterruptLevel > 0 || cancellation.IsCancellationRequested)
        {
            var place = progress.Total > 0
                ? string.Create(CultureInfo.InvariantCulture, $" at task {progress.Done:N0} of {progress.Total:N0}")
                : "";
            return new YoctoException(BitBakeErrors.Interrupted.Create(place));
        }

        if (report.Errors > 0)
            return new YoctoException([]);
        if (Said(process, "No space left on device"))
            return new YoctoException(FileErrors.DiskFull.Create($"bitbake could not write to {request.BuildDirectory}."));
        return new YoctoException(report.Started
            ? BitBakeErrors.Unexplained.Create(code, tail.Length > 0 ? $"It printed at the end:{tail}" : "It printed nothing.")
            : BitBakeErrors.NotStarted.Create(tail.Length > 0 ? tail : $"its process ended with code {code}."));
    }

    private static BuildResult ResultOf(BuildReport report)
    {
        if (report.Result is not { } answered)
            throw new YoctoException(BitBakeErrors.ResultUnknown.Create(report.ResultFault ?? "there was no answer."));
        return new BuildResult(
            answered.Variables.GetValueOrDefault("MACHINE", ""),
            [.. answered.Targets.Select(t => new BuiltTarget(t.Target, t.Recipe, t.File, t.Variables))],
            answered.Variables,
            answered.Stale);
    }

    private static IReadOnlyDictionary<string, string> EnvironmentOf(
        BitBakeRequest request, RestoredLayers layers, BuildIdentity identity)
    {
        var inherited = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
        if (request.Container is not null)
            inherited["PATH"] = request.Container.PathVariable;
        return BitBakeEnvironment.Compose(
            layers.Facts,
            request.BitBakePath,
            layers.CorePath,
            CompiledFolder(request),
            identity,
            inherited);
    }

    private static string CompiledFolder(BitBakeRequest request) => BitBakeEnvironment.ByteCodeFolderIn(request.BuildDirectory);

    private sealed class Listeners(IBitBakeListener?[] all) : IBitBakeListener
    {
        public void Hear(BitBakeEvent happened)
        {
            foreach (var one in all)
                one?.Hear(happened);
        }
    }
}

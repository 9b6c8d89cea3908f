using LibGit2Sharp;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>Brings the layers of a project to its pins and its lock file: from request to checkouts.</summary>
internal sealed class LayerRestore(RestorePlaces places, IBuildLog log)
{
    // a server counts the connections of one address, and each git has threads of its own
    private const int MostAtOnce = 8;

    /// <summary>Starts no process when the last restore still holds, and asks no network for what is there.</summary>
    /// <exception cref="YoctoException">All that the user has to change.</exception>
    public async Task RunAsync(RestoreRequest request, RestoreMode mode, CancellationToken cancellation)
    {
        try
        {
            var stamp = new RestoreStamp(request, places);
            if (mode != RestoreMode.Update && stamp.Holds())
            {
                log.Detail("The layers have not changed since the last restore.");
                return;
            }

            var plan = LayerResolver.Resolve(request);
            using var held = await FileLock.AcquireAsync(Path.Combine(places.LayersDirectory, ".lock"),
                holder => log.Status($"Waiting for {holder}, which restores this project's layers"), cancellation);
            if (!held.Excludes)
                log.Report(FileErrors.NoLocks.Create(places.LayersDirectory));
            await RestoreAsync(plan, mode, stamp, cancellation);
        }
        catch (Exception e) when (Diagnose(e) is { } diagnostics)
        {
            throw new YoctoException(diagnostics, e);
        }
    }

    private async Task RestoreAsync(RestorePlan plan, RestoreMode mode, RestoreStamp stamp, CancellationToken cancellation)
    {
        var locked = LockFile.Read(places.LockFile);
        if (mode == RestoreMode.Locked && LockDrift.Between(plan, locked) is { Count: > 0 } drift)
            throw new YoctoException(LayerErrors.LockDrift.At(new SourceLocation(places.LockFile), string.Join("; ", drift)));

        var warnings = new WarningCount(log);
        var git = new GitCommand(log);
        var cache = new GitCache(Path.Combine(places.CacheDirectory, "git"), git, log);
        var restore = new RepositoryRestore(plan, places.LayersDirectory, git, cache, warnings);
        var fetched = await AllAsync(plan.Repositories,
            r => restore.FetchAsync(r, mode == RestoreMode.Update ? null : LockedCommit(locked, r), cancellation));

        var layers = new LayerSet(plan, ContentsOf(plan, fetched));
        foreach (var warning in layers.Problems.Where(p => p.Severity == Severity.Warning))
            warnings.Report(warning);
        if (layers.Problems.Where(p => p.Severity == Severity.Error).ToList() is { Count: > 0 } errors)
            throw new YoctoException(errors);

        await AllAsync(fetched, async f =>
        {
            await restore.CheckOutAsync(f, cancellation);
            return f;
        });
        // last, for a restore that is refused moves no pin
        if (mode != RestoreMode.Locked)
            WholeFile.WriteIfChanged(places.LockFile, LockOf(fetched).ToJson());

        var restored = Restored(plan, [.. fetched.Select(f => Restored(f, restore.CheckoutOf(f.Planned)))], layers);
        WholeFile.WriteIfChanged(places.RestoredLayersFile, restored.ToJson());
        // A warning is repeated until its reason is gone.
        if (warnings.Count == 0)
            stamp.Write(StampedFiles(plan, restore, restored));
        if (mode == RestoreMode.Update)
            await UpdateReport.WriteAsync(locked, fetched, cache, log, cancellation);
    }

    private static string? LockedCommit(LockFile? locked, PlannedRepository repository) =>
        repository.Pin.Kind == PinKind.Commit ? repository.Pin.Name
        : locked?.Repositories.GetValueOrDefault(repository.Name) is { } entry && entry.Answers(repository) ? entry.Commit
        : null;

    private static LockFile LockOf(IEnumerable<FetchedRepository> fetched) =>
        new(fetched.ToDictionary(f => f.Planned.Name, f => LockedRepository.Of(f.Planned, f.Commit)));

    private static Func<PlannedFolder, RepositoryContents> ContentsOf(RestorePlan plan, IReadOnlyList<FetchedRepository> fetched)
    {
        var contents = fetched.ToDictionary(f => f.Planned.Name, f => f.Contents);
        return folder => folder.Repository is { } repository
            ? contents[repository]
            : RepositoryContents.Read(new FolderFiles(folder.Path), RepositoryContents.TextsOf(plan, null), RepositoryContents.FoldersOf(plan, null));
    }

    private static RestoredRepository Restored(FetchedRepository fetched, Checkout checkout) =>
        new(fetched.Planned.Name, fetched.Planned.Url.Display, checkout.Head() ?? fetched.Commit, checkout.Folder);

    private RestoredLayers Restored(RestorePlan plan, IReadOnlyList<RestoredRepository> repositories, LayerSet layers) => new(
        plan.Release,
        PathOf(plan.BitBake),
        layers.BitBakeVersion,
        layers.CoreFolder is { } core ? PathOf(core) : null,
        layers.Series,
        repositories,
        [.. layers.InOrder().Select(l => new RestoredLayer(l.Planned.Include, PathOf(l.Planned.Folder),
            l.Conf.Collections.Count > 0 ? l.Conf.Collections[0] : null, l.Planned.Priority, l.Planned.Folder.Repository))]);

    private string PathOf(PlannedFolder folder) =>
        folder.Repository is { } repository
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(places.LayersDirectory, repository, folder.Path)))
            : folder.Path;

    private IEnumerable<string> StampedFiles(RestorePlan plan, RepositoryRestore restore, RestoredLayers restored) =>
    [
        places.LockFile,
        places.RestoredLayersFile,
        .. plan.Repositories.SelectMany(r => (string[])[.. restore.CheckoutOf(r).StampedFiles, .. r.Patches]),
        .. restored.Layers.Select(l => Path.Combine(l.Path, RepositoryContents.LayerConfFile)),
        Path.Combine(PathOf(plan.BitBake), RepositoryContents.BitBakeVersionFile),
    ];

    /// <summary>Side by side; the errors of all of them are reported together.</summary>
    private static async Task<IReadOnlyList<TResult>> AllAsync<T, TResult>(IEnumerable<T> repositories, Func<T, Task<TResult>> step)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        var steps = repositories.Select(OneAsync).ToList();
        await Task.WhenAll(steps).ContinueWith(_ => { }, TaskScheduler.Default);
        var faults = steps.Where(s => s.IsFaulted).Select(s => s.Exception!.InnerException!).ToList();
        if (faults.Find(f => Diagnose(f) is null) is { } unexpected)
            throw unexpected;
        if (faults.Count > 0)
            throw new YoctoException([.. faults.SelectMany(f => Diagnose(f)!).Distinct()], new AggregateException(faults));
        return await Task.WhenAll(steps);

        async Task<TResult> OneAsync(T repository)
        {
            await places.WaitAsync();
            try
            {
                return await Task.Run(() => step(repository));
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static IReadOnlyList<Diagnostic>? Diagnose(Exception e) => e switch
    {
        YoctoException known => known.Diagnostics,
        GitFault fault => [fault.Diagnostic],
        LibGit2SharpException damage => [GitErrors.GitFailed.Create("the cache", damage.Message)],
        _ => FileErrors.Of(e) is { } refused ? [refused] : null,
    };

    private sealed class WarningCount(IBuildLog log) : IBuildLog
    {
        private int _count;

        public int Count => _count;

        public void Status(string text) => log.Status(text);

        public void Progress(string text) => log.Progress(text);

        public void Detail(string text) => log.Detail(text);

        public void Report(Diagnostic diagnostic)
        {
            Interlocked.Increment(ref _count);
            log.Report(diagnostic);
        }
    }
}

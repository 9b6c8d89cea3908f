using System.Globalization;
using LibGit2Sharp;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Git;

/// <summary>
/// One fetch, into a separate repository that sees the cache's objects, so that only new objects are transferred; on success
/// it moves into the cache. The caller holds the URL's lock.
/// </summary>
internal sealed class GitFetch : IDisposable
{
    public const string Target = "refs/fetched/target";

    // An infinite depth also completes what is shallow.
    public const string Whole = "--depth=2147483647";

    // the clocks of two committers differ: a commit can be older than the one that it follows
    private const long Skew = 24 * 60 * 60;

    // git reads a smaller number as something else than seconds since 1970
    private const long EarliestDate = 100_000_000;

    private readonly string _cache;
    private readonly string _folder;
    private readonly RemoteRepository _repository;
    private readonly GitCommand _git;

    public GitFetch(string cache, RemoteRepository repository, GitCommand git)
        : this(cache, cache, repository, git)
    {
    }

    /// <param name="seen">The repository whose objects it sees.</param>
    private GitFetch(string cache, string seen, RemoteRepository repository, GitCommand git)
    {
        (_cache, _repository, _git) = (cache, repository, git);
        _folder = WorkFolder.Beside(cache);
        BareRepository.Create(_folder);
        // What we tell the server that we have
        Directory.CreateDirectory(Path.Combine(_folder, "refs", "yocto"));
        if (!Directory.Exists(seen))
            return;

        File.WriteAllText(Path.Combine(_folder, "objects", "info", "alternates"), Path.Combine(seen, "objects") + "\n");
        CopyIfThere(Path.Combine(seen, "shallow"), Path.Combine(_folder, "shallow"));
        foreach (var held in Directory.EnumerateFiles(Path.Combine(seen, "refs", "yocto")))
            File.Copy(held, Path.Combine(_folder, "refs", "yocto", Path.GetFileName(held)));
    }

    public Task<GitResult> RunAsync(IReadOnlyList<string> options, IReadOnlyList<string> refs, CancellationToken cancellation) =>
        _git.InRepositoryAsync(_folder,
            ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", .. options, "--", _repository.Url.Address, .. refs], cancellation);

    /// <summary>Whether a branch has a commit that is here. The server is asked for the commits since then, without their files.</summary>
    public async Task<bool> IsOnBranchAsync(string commit, string branch, CancellationToken cancellation)
    {
        File.WriteAllText(CachedCommit.RefOf(_folder, commit), commit + "\n");
        // commits without files don't belong into the cache
        using var history = new GitFetch(_cache, _folder, _repository, _git);
        return await history.ReachesAsync($"refs/heads/{branch}", commit, cancellation);
    }

    /// <summary>Fetches the commits of a branch or commit, without their files, back to an earlier commit that is here.</summary>
    /// <returns>Whether it comes after the earlier one.</returns>
    public async Task<bool> ReachesAsync(string source, string earlier, CancellationToken cancellation)
    {
        const string onlyCommits = "--filter=tree:0";
        if (await TimeOfAsync(earlier, cancellation) is var time && time > EarliestDate + Skew)
        {
            var since = (time - Skew).ToString(CultureInfo.InvariantCulture);
            var recent = await RunAsync([onlyCommits, $"--shallow-since={since}"], [$"+{source}:{Target}"], cancellation);
            if (recent.Succeeded && await HasAsync(earlier, cancellation))
                return true;
            if (!recent.Succeeded && recent.FailureOf() is not (GitFailure.Unknown or GitFailure.ShallowRefused))
                throw new GitFault(recent, _repository);
        }

        var all = await RunAsync([onlyCommits, Whole], [$"+{source}:{Target}"], cancellation);
        if (all.FailureOf() == GitFailure.ShallowRefused)
            all = await RunAsync([], [$"+{source}:{Target}"], cancellation);
        return all.Succeeded ? await HasAsync(earlier, cancellation) : throw new GitFault(all, _repository);
    }

    /// <summary>Whether the commit is in what was fetched.</summary>
    public async Task<bool> HasAsync(string commit, CancellationToken cancellation) =>
        (await _git.InRepositoryAsync(_folder, ["merge-base", "--is-ancestor", commit, Target], cancellation)).Succeeded;

    /// <summary>The commits of the one that the other has not, newest first: a line each, the short id and the subject.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string old, string commit, CancellationToken cancellation)
    {
        var log = await _git.InRepositoryAsync(_folder, ["log", "--format=%h %s", "--abbrev=10", $"{old}..{commit}"], cancellation);
        return log.Succeeded ? log.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new GitFault(log, _repository);
    }

    private async Task<long> TimeOfAsync(string commit, CancellationToken cancellation) =>
        long.TryParse(await _git.TimeOfAsync(_folder, commit, cancellation), CultureInfo.InvariantCulture, out var time) ? time : 0;

    /// <summary>The names of the server's branches; none when it does not answer.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync(CancellationToken cancellation)
    {
        const string heads = "\trefs/heads/";
        var result = await _git.InRepositoryAsync(_folder, ["ls-remote", "--heads", "--", _repository.Url.Address], cancellation);
        return [.. result.Output.Split('\n').Where(l => l.Contains(heads)).Select(l => l[(l.IndexOf(heads, StringComparison.Ordinal) + heads.Length)..])];
    }

    /// <summary>The commit that the fetched branch or tag names; null for a tag of something else.</summary>
    public string? TargetCommit()
    {
        using var repository = new Repository(_folder);
        var target = repository.Lookup(File.ReadAllText(Path.Combine(_folder, Target)).Trim());
        while (target is TagAnnotation tag)
            target = tag.Target;
        return (target as Commit)?.Sha;
    }

    public bool Holds(string commit)
    {
        using var repository = new Repository(_folder);
        return repository.Lookup<Commit>(commit) is not null;
    }

    /// <summary>
    /// Moves what was fetched into the cache, in an order that is sound wherever it is cut off: packs (each index last),
    /// then where the history ends, then that the pin names the commit, then the ref by which the commit is found.
    /// </summary>
    public CachedCommit Publish(string commit)
    {
        if (!Directory.Exists(_cache))
        {
            var fresh = WorkFolder.Beside(_cache);
            BareRepository.Create(fresh);
            Directory.CreateDirectory(Path.Combine(fresh, "refs", "yocto"));
            Directory.Move(fresh, _cache);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "objects", "pack"), "pack-*").OrderBy(f => f.EndsWith(".idx", StringComparison.Ordinal)))
            File.Move(file, Path.Combine(_cache, "objects", "pack", Path.GetFileName(file)), overwrite: true);

        var shallow = Path.Combine(_folder, "shallow");
        if (File.Exists(shallow))
            File.Move(shallow, Path.Combine(_cache, "shallow"), overwrite: true);
        else
            File.Delete(Path.Combine(_cache, "shallow"));

        if (_repository.Pin.Kind != PinKind.Commit)
            Put(CachedCommit.PinOf(_cache, _repository.Pin, commit), $"{_repository.Pin} {commit}\n");
        Put(CachedCommit.RefOf(_cache, commit), commit + "\n");
        return new CachedCommit(_cache, commit);
    }

    // not flushed to disk: nor are the packs
    private void Put(string file, string text)
    {
        var part = Path.Combine(_folder, "published");
        File.WriteAllText(part, text);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Move(part, file, overwrite: true);
    }

    public void Dispose() => FolderTree.TryRemove(_folder);

    private static void CopyIfThere(string source, string target)
    {
        if (File.Exists(source))
            File.Copy(source, target);
    }
}

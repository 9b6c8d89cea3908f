using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Git;

/// <summary>
/// The user's cache of layer repositories: a shallow bare repository for each URL, shared by all projects. Every commit
/// that it holds has a ref <c>refs/yocto/&lt;commit&gt;</c>, and every branch and tag that was seen to have the commit a
/// file in <c>pins/</c>. Git never writes into it: a fetch fills a repository of its own next to it, whose packs are then
/// moved in, so that a killed process leaves the cache intact.
/// </summary>
internal sealed class GitCache(string folder, GitCommand git, IBuildLog log)
{
    private int _told;

    /// <summary>
    /// The commit from the cache, or from the server: then the branch or tag of the pin must have it, for a server gives
    /// whatever it holds by its name, also what is in somebody's fork.
    /// </summary>
    public async Task<CachedCommit> CommitAsync(RemoteRepository repository, string commit, CancellationToken cancellation)
    {
        if (Find(repository, commit) is { } cached)
            return cached;

        using var held = await LockAsync(repository.Url, cancellation);
        return Find(repository, commit)
            ?? await WithRepairAsync(repository, () => FetchCommitAsync(repository, commit, cancellation), cancellation);
    }

    /// <summary>Asks the server where the branch or tag is now, and fetches that commit.</summary>
    public async Task<CachedCommit> NewestAsync(RemoteRepository repository, CancellationToken cancellation)
    {
        if (repository.Pin.Kind == PinKind.Commit)
            return await CommitAsync(repository, repository.Pin.Name, cancellation);

        using var held = await LockAsync(repository.Url, cancellation);
        return await WithRepairAsync(repository, () => FetchRefAsync(repository, cancellation), cancellation);
    }

    /// <summary>The commits between two commits; null when the new one does not come after the old one.</summary>
    public async Task<CommitLog?> LogAsync(RemoteRepository repository, string old, string commit, CancellationToken cancellation)
    {
        // the pin may have been another one then
        var cached = await CommitAsync(repository with { Pin = new Pin(PinKind.Commit, old) }, old, cancellation);
        using var held = await LockAsync(repository.Url, cancellation);
        return await CommitLog.FetchAsync(cached, commit, repository, git, cancellation);
    }

    /// <summary>Discards the damaged repository of a URL; the next fetch creates it again.</summary>
    public async Task DiscardAsync(GitUrl url, CancellationToken cancellation)
    {
        using var held = await LockAsync(url, cancellation);
        Discard(url);
    }

    /// <summary>Keeps others from discarding the repository while its packs are linked.</summary>
    public async Task<FileLock> LockAsync(GitUrl url, CancellationToken cancellation)
    {
        CacheFolder.Make(folder);
        var held = await FileLock.AcquireAsync(RepositoryOf(url) + ".lock",
            holder => log.Status($"Waiting for {holder}, which fetches {url}"), cancellation);
        if (!held.Excludes && Interlocked.Exchange(ref _told, 1) == 0)
            log.Report(FileErrors.NoLocks.Create(folder));
        return held;
    }

    private string RepositoryOf(GitUrl url) => Path.Combine(folder, url.CacheName);

    private CachedCommit? Find(RemoteRepository wanted, string commit)
    {
        var repository = RepositoryOf(wanted.Url);
        return File.Exists(CachedCommit.RefOf(repository, commit))
            && (wanted.Pin.Kind == PinKind.Commit || File.Exists(CachedCommit.PinOf(repository, wanted.Pin, commit)))
            ? new CachedCommit(repository, commit) : null;
    }

    private async Task<CachedCommit> FetchCommitAsync(RemoteRepository repository, string commit, CancellationToken cancellation)
    {
        if (repository.Pin.Kind == PinKind.Tag)
        {
            var named = await FetchRefAsync(repository, cancellation);
            return named.Commit == commit ? named
                : throw new YoctoException(GitErrors.TagMoved.At(repository.Origin, commit, repository.Pin.Name, repository.Url, named.Commit));
        }

        using var fetch = new GitFetch(RepositoryOf(repository.Url), repository, git);
        var branch = repository.Pin.Kind == PinKind.Branch ? repository.Pin.Name : null;
        if (File.Exists(CachedCommit.RefOf(RepositoryOf(repository.Url), commit)) || await ByNameAsync())
        {
            return branch is null || await IsOnBranchAsync()
                ? fetch.Publish(commit)
                : throw NotOnBranch();
        }

        log.Detail($"{repository.Url} does not serve single commits");
        if ((branch ?? repository.FallbackBranch) is { } whole)
        {
            var result = await WholeAsync($"+refs/heads/{whole}:{GitFetch.Target}");
            if (result.Succeeded && await fetch.HasAsync(commit, cancellation))
                return fetch.Publish(commit);
            if (branch is not null)
            {
                throw result.Succeeded ? NotOnBranch()
                    : result.FailureOf() == GitFailure.RefNotFound ? await NoSuchBranchAsync(repository, fetch, cancellation)
                    : new GitFault(result, repository);
            }
        }

        log.Status($"Fetching the whole history of {repository.Name}, because {repository.Url} does not serve single commits");
        var all = await WholeAsync("+refs/heads/*:refs/all/heads/*", "+refs/tags/*:refs/all/tags/*");
        if (!all.Succeeded)
            throw new GitFault(all, repository);
        return fetch.Holds(commit)
            ? fetch.Publish(commit)
            : throw new YoctoException(GitErrors.NoSuchCommit.At(repository.Origin, repository.Url, commit));

        async Task<bool> ByNameAsync()
        {
            log.Status($"Fetching {repository.Name} {commit[..12]} from {repository.Url}");
            var result = await fetch.RunAsync(["--depth=1"], [$"+{commit}:{GitFetch.Target}"], cancellation);
            return result.Succeeded || (result.FailureOf() is GitFailure.CommitRefused or GitFailure.ShallowRefused or GitFailure.RefNotFound
                ? false : throw new GitFault(result, repository));
        }

        async Task<GitResult> WholeAsync(params string[] refs)
        {
            var result = await fetch.RunAsync([GitFetch.Whole], refs, cancellation);
            return result.FailureOf() == GitFailure.ShallowRefused ? await fetch.RunAsync([], refs, cancellation) : result;
        }

        async Task<bool> IsOnBranchAsync()
        {
            try
            {
                return await fetch.IsOnBranchAsync(commit, branch!, cancellation);
            }
            catch (GitFault e) when (e.Failure == GitFailure.RefNotFound)
            {
                throw await NoSuchBranchAsync(repository, fetch, cancellation);
            }
        }

        YoctoException NotOnBranch() => new(GitErrors.NotOnBranch.At(repository.Origin, commit, branch, repository.Url));
    }

    private async Task<CachedCommit> FetchRefAsync(RemoteRepository repository, CancellationToken cancellation)
    {
        log.Status($"Fetching {repository.Name} ({repository.Pin}) from {repository.Url}");
        var name = repository.Pin.Kind == PinKind.Tag ? $"refs/tags/{repository.Pin.Name}" : $"refs/heads/{repository.Pin.Name}";
        using var fetch = new GitFetch(RepositoryOf(repository.Url), repository, git);
        var result = await fetch.RunAsync(["--depth=1"], [$"+{name}:{GitFetch.Target}"], cancellation);
        if (result.FailureOf() == GitFailure.ShallowRefused)
            result = await fetch.RunAsync([], [$"+{name}:{GitFetch.Target}"], cancellation);
        if (result.Succeeded && fetch.TargetCommit() is { } commit)
            return fetch.Publish(commit);
        if (!result.Succeeded && result.FailureOf() != GitFailure.RefNotFound)
            throw new GitFault(result, repository);
        throw repository.Pin.Kind == PinKind.Tag
            ? new YoctoException(GitErrors.NoSuchTag.At(repository.Origin, repository.Url, repository.Pin.Name))
            : await NoSuchBranchAsync(repository, fetch, cancellation);
    }

    private static async Task<YoctoException> NoSuchBranchAsync(RemoteRepository repository, GitFetch fetch, CancellationToken cancellation) =>
        new(GitErrors.NoSuchBranch.At(repository.Origin, repository.Url, repository.Pin.Name,
            NearestNames.Sentence(NearestNames.Of(repository.Pin.Name, await fetch.BranchesAsync(cancellation)))));

    /// <summary>
    /// What git does not explain may be damage in the cache: without it, once more. When that fails too the cache was not
    /// to blame, and stays.
    /// </summary>
    private async Task<CachedCommit> WithRepairAsync(
        RemoteRepository repository, Func<Task<CachedCommit>> fetch, CancellationToken cancellation)
    {
        WorkFolder.RemoveLeftovers(RepositoryOf(repository.Url));
        try
        {
            return await fetch();
        }
        catch (Exception e) when (IsDamage(e) && Directory.Exists(RepositoryOf(repository.Url)))
        {
            cancellation.ThrowIfCancellationRequested();
            log.Detail(e.Message);
            var suspect = SetAside(repository.Url);
            try
            {
                var fetched = await fetch();
                log.Status($"The cached copy of {repository.Url} was damaged and was fetched again");
                FolderTree.TryRemove(suspect);
                return fetched;
            }
            catch when (!Directory.Exists(RepositoryOf(repository.Url)))
            {
                Directory.Move(suspect, RepositoryOf(repository.Url));
                throw;
            }
        }
    }

    public static bool IsDamage(Exception e) => e is GitFault { Failure: GitFailure.Unknown }
        or LibGit2Sharp.LibGit2SharpException or FileNotFoundException or DirectoryNotFoundException;

    private void Discard(GitUrl url)
    {
        if (Directory.Exists(RepositoryOf(url)))
            FolderTree.TryRemove(SetAside(url));
    }

    /// <summary>Under a name that the next fetch removes.</summary>
    private string SetAside(GitUrl url)
    {
        var aside = WorkFolder.Beside(RepositoryOf(url));
        Directory.Move(RepositoryOf(url), aside);
        return aside;
    }
}

/// <summary>A commit with all its files in the cache.</summary>
internal sealed record CachedCommit(string Repository, string Commit)
{
    public static string RefOf(string repository, string commit) => Path.Combine(repository, "refs", "yocto", commit);

    /// <summary>Is there once the branch or tag was seen to have the commit.</summary>
    public static string PinOf(string repository, Pin pin, string commit) => Path.Combine(repository, "pins", Sha256.Of($"{pin} {commit}"));
}

/// <summary>git failed; the caller may know a way round.</summary>
internal sealed class GitFault(GitResult result, RemoteRepository repository) : Exception(result.Errors)
{
    public GitFailure Failure { get; } = result.FailureOf();

    public Diagnostic Diagnostic { get; } = result.Describe(repository.Url, repository.Origin);
}

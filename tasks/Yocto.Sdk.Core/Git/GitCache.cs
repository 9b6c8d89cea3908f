using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Git;

/// <summary>
/// The user's cache of layer repositories: a shallow bare repository for each URL, shared by all projects. Every commit
/// that it holds has a ref <c>refs/yocto/&lt;commit&gt;</c>. Git never writes into it: a fetch fills a repository of its
/// own next to it, whose packs are then moved in, so that a killed process leaves the cache intact.
/// </summary>
internal sealed class GitCache(string folder, GitCommand git, IBuildLog log)
{
    /// <summary>The commit from the cache, or fetched by its name, or out of the branches and tags.</summary>
    public async Task<CachedCommit> CommitAsync(RemoteRepository repository, string commit, CancellationToken cancellation)
    {
        if (Find(repository.Url, commit) is { } cached)
            return cached;

        using var held = await LockAsync(repository.Url, cancellation);
        return Find(repository.Url, commit)
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
        var cached = await CommitAsync(repository, old, cancellation);
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
    public Task<FileLock> LockAsync(GitUrl url, CancellationToken cancellation) =>
        FileLock.AcquireAsync(RepositoryOf(url) + ".lock",
            holder => log.Status($"Waiting for {holder}, which fetches {url}"), cancellation);

    private string RepositoryOf(GitUrl url) => Path.Combine(folder, url.CacheName);

    private CachedCommit? Find(GitUrl url, string commit)
    {
        var repository = RepositoryOf(url);
        return File.Exists(CachedCommit.RefOf(repository, commit)) ? new CachedCommit(repository, commit) : null;
    }

    private async Task<CachedCommit> FetchCommitAsync(RemoteRepository repository, string commit, CancellationToken cancellation)
    {
        log.Status($"Fetching {repository.Name} {commit[..12]} from {repository.Url}");
        using var fetch = new GitFetch(RepositoryOf(repository.Url), repository.Url, git);
        var result = await fetch.RunAsync(["--depth=1"], [$"+{commit}:{GitFetch.Target}"], cancellation);
        if (result.Succeeded)
            return fetch.Publish(commit);
        if (result.FailureOf() is not (GitFailure.CommitRefused or GitFailure.ShallowRefused or GitFailure.RefNotFound))
            throw new GitFault(result, repository);

        // An infinite depth also completes what is shallow.
        string[] whole = ["--depth=2147483647"];
        if (result.FailureOf() == GitFailure.ShallowRefused)
            whole = [];
        log.Detail($"{repository.Url} does not serve single commits: {result.Errors.Trim()}");
        if (repository.FallbackBranch is { } branch)
        {
            result = await fetch.RunAsync(whole, [$"+refs/heads/{branch}:{GitFetch.Target}"], cancellation);
            if (result.Succeeded && fetch.Holds(commit))
                return fetch.Publish(commit);
        }

        log.Status($"Fetching the whole history of {repository.Name}, because {repository.Url} does not serve single commits");
        result = await fetch.RunAsync(whole, ["+refs/heads/*:refs/all/heads/*", "+refs/tags/*:refs/all/tags/*"], cancellation);
        if (!result.Succeeded)
            throw new GitFault(result, repository);
        return fetch.Holds(commit)
            ? fetch.Publish(commit)
            : throw new YoctoException(GitErrors.NoSuchCommit.At(repository.Origin, repository.Url, commit, repository.Pin.Kind == PinKind.Commit ? ""
                : $" The lock file has it for {repository.Pin}. Restore the lock file from version control, or move the pin with 'dotnet build -t:YoctoUpdateLayers'."));
    }

    private async Task<CachedCommit> FetchRefAsync(RemoteRepository repository, CancellationToken cancellation)
    {
        log.Status($"Fetching {repository.Name} ({repository.Pin}) from {repository.Url}");
        var name = repository.Pin.Kind == PinKind.Tag ? $"refs/tags/{repository.Pin.Name}" : $"refs/heads/{repository.Pin.Name}";
        using var fetch = new GitFetch(RepositoryOf(repository.Url), repository.Url, git);
        var result = await fetch.RunAsync(["--depth=1"], [$"+{name}:{GitFetch.Target}"], cancellation);
        if (result.FailureOf() == GitFailure.ShallowRefused)
            result = await fetch.RunAsync([], [$"+{name}:{GitFetch.Target}"], cancellation);
        if (result.Succeeded && fetch.TargetCommit() is { } commit)
            return fetch.Publish(commit);
        if (!result.Succeeded && result.FailureOf() != GitFailure.RefNotFound)
            throw new GitFault(result, repository);
        throw new YoctoException(repository.Pin.Kind == PinKind.Tag
            ? GitErrors.NoSuchTag.At(repository.Origin, repository.Url, repository.Pin.Name)
            : GitErrors.NoSuchBranch.At(repository.Origin, repository.Url, repository.Pin.Name,
                NearestNames.Sentence(NearestNames.Of(repository.Pin.Name, await fetch.BranchesAsync(cancellation)))));
    }

    /// <summary>
    /// What git does not explain may be damage in the cache: without it, once more. When that fails too the cache was not
    /// to blame, and stays.
    /// </summary>
    private async Task<CachedCommit> WithRepairAsync(
        RemoteRepository repository, Func<Task<CachedCommit>> fetch, CancellationToken cancellation)
    {
        RemoveLeftovers(repository.Url);
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
                GitFetch.Delete(suspect);
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
            GitFetch.Delete(SetAside(url));
    }

    /// <summary>Under a name that the next fetch removes.</summary>
    private string SetAside(GitUrl url)
    {
        var aside = $"{RepositoryOf(url)}.fetch-broken-{Guid.NewGuid():N}";
        Directory.Move(RepositoryOf(url), aside);
        return aside;
    }

    /// <summary>Under the lock, a fetch folder of this URL can only be that of a process that died.</summary>
    private void RemoveLeftovers(GitUrl url)
    {
        foreach (var leftover in Directory.EnumerateDirectories(folder, $"{url.CacheName}.fetch-*"))
            GitFetch.Delete(leftover);
    }
}

/// <summary>A commit with all its files in the cache.</summary>
internal sealed record CachedCommit(string Repository, string Commit)
{
    public static string RefOf(string repository, string commit) => Path.Combine(repository, "refs", "yocto", commit);
}

/// <summary>git failed; the caller may know a way round.</summary>
internal sealed class GitFault(GitResult result, RemoteRepository repository) : Exception(result.Errors)
{
    public GitFailure Failure { get; } = result.FailureOf();

    public Diagnostic Diagnostic { get; } = result.Describe(repository.Url, repository.Origin);
}

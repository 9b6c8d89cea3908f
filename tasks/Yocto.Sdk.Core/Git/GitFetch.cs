using LibGit2Sharp;

namespace Yocto.Sdk.Git;

/// <summary>
/// One fetch, into a separate repository that sees the cache's objects, so that only new objects are transferred; on success
/// it moves into the cache. The caller holds the URL's lock.
/// </summary>
internal sealed class GitFetch : IDisposable
{
    public const string Target = "refs/fetched/target";

    private readonly string _cache;
    private readonly string _folder;
    private readonly GitUrl _url;
    private readonly GitCommand _git;

    public GitFetch(string cache, GitUrl url, GitCommand git)
    {
        (_cache, _url, _git) = (cache, url, git);
        _folder = $"{cache}.fetch-{Guid.NewGuid():N}";
        BareRepository.Create(_folder);
        if (!Directory.Exists(cache))
            return;

        File.WriteAllText(Path.Combine(_folder, "objects", "info", "alternates"), Path.Combine(cache, "objects") + "\n");
        CopyIfThere(Path.Combine(cache, "shallow"), Path.Combine(_folder, "shallow"));
        // What we tell the server that we have
        Directory.CreateDirectory(Path.Combine(_folder, "refs", "yocto"));
        foreach (var held in Directory.EnumerateFiles(Path.Combine(cache, "refs", "yocto")))
            File.Copy(held, Path.Combine(_folder, "refs", "yocto", Path.GetFileName(held)));
    }

    public Task<GitResult> RunAsync(IReadOnlyList<string> depth, IReadOnlyList<string> refs, CancellationToken cancellation) =>
        _git.InRepositoryAsync(_folder,
            ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", .. depth, "--", _url.Address, .. refs], cancellation);

    /// <summary>The names of the server's branches; none when it does not answer.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync(CancellationToken cancellation)
    {
        const string heads = "\trefs/heads/";
        var result = await _git.InRepositoryAsync(_folder, ["ls-remote", "--heads", "--", _url.Address], cancellation);
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
    /// then where the history ends, then the ref by which the commit is found.
    /// </summary>
    public CachedCommit Publish(string commit)
    {
        if (!Directory.Exists(_cache))
        {
            var fresh = $"{_cache}.fetch-{Guid.NewGuid():N}";
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

        var reference = Path.Combine(_folder, "published");
        File.WriteAllText(reference, commit + "\n");
        File.Move(reference, CachedCommit.RefOf(_cache, commit), overwrite: true);
        return new CachedCommit(_cache, commit);
    }

    public void Dispose() => Delete(_folder);

    /// <summary>A git that outlived its parent may still write there: what can't be deleted now goes with the next fetch.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void CopyIfThere(string source, string target)
    {
        if (File.Exists(source))
            File.Copy(source, target);
    }
}

namespace Yocto.Sdk.Git;

/// <summary>What a moved pin brings.</summary>
/// <param name="Count">How many commits, merges included.</param>
/// <param name="Subjects">The first lines of the newest, at most <see cref="Most"/>, each with its short id.</param>
internal sealed record CommitLog(int Count, IReadOnlyList<string> Subjects)
{
    public const int Most = 50;

    /// <summary>
    /// Asks the server for the commits since <paramref name="old"/> without their files, into a folder that is thrown
    /// away: the cache stays shallow. The caller holds the URL's lock.
    /// </summary>
    /// <returns>Null when the new commit does not come after the old one.</returns>
    public static async Task<CommitLog?> FetchAsync(
        CachedCommit old, string commit, RemoteRepository repository, GitCommand git, CancellationToken cancellation)
    {
        using var history = new GitFetch(old.Repository, repository, git);
        // not every server gives a commit by its name
        var source = repository.Pin.Kind == PinKind.Branch ? $"refs/heads/{repository.Pin.Name}" : commit;
        if (!await history.ReachesAsync(source, old.Commit, cancellation))
            return null;
        var lines = await history.LogAsync(old.Commit, commit, cancellation);
        return new CommitLog(lines.Count, [.. lines.Take(Most)]);
    }
}

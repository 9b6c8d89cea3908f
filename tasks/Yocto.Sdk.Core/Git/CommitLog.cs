using System.Globalization;

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
        var folder = $"{old.Repository}.fetch-{Guid.NewGuid():N}";
        try
        {
            BareRepository.Create(folder);
            var since = DateOf(old).AddSeconds(-1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var source = repository.Pin.Kind == PinKind.Branch ? $"refs/heads/{repository.Pin.Name}" : commit;
            var fetched = await git.InRepositoryAsync(folder,
                ["fetch", "--quiet", "--no-tags", "--filter=tree:0", $"--shallow-since={since}", "--",
                    repository.Url.Address, $"+{source}:{GitFetch.Target}"], cancellation);
            if (!fetched.Succeeded)
                return null;
            var after = await git.InRepositoryAsync(folder, ["merge-base", "--is-ancestor", old.Commit, commit], cancellation);
            if (!after.Succeeded)
                return null;
            var log = await git.InRepositoryAsync(folder,
                ["log", "--format=%h %s", "--abbrev=10", $"{old.Commit}..{commit}"], cancellation);
            var lines = log.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return log.Succeeded ? new CommitLog(lines.Length, [.. lines.Take(Most)]) : null;
        }
        finally
        {
            GitFetch.Delete(folder);
        }
    }

    private static DateTimeOffset DateOf(CachedCommit cached)
    {
        using var tree = new CommitTree(cached);
        return tree.Date;
    }
}

using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>Tells what an update of the layers moved: each repository old..new, with the commits that this brings.</summary>
internal static class UpdateReport
{
    public static async Task WriteAsync(
        LockFile? before, IReadOnlyList<FetchedRepository> fetched, GitCache cache, IBuildLog log, CancellationToken cancellation)
    {
        var moves = fetched
            .Select(r => (Repository: r, Old: before?.Repositories.GetValueOrDefault(r.Planned.Name)?.Commit))
            .Where(m => m.Old != m.Repository.Commit)
            .ToList();
        if (moves.Count == 0)
            log.Status("Every layer repository is up to date.");

        foreach (var (repository, old) in moves)
        {
            var pin = repository.Planned.Pin;
            if (old is null)
            {
                log.Status($"{repository.Planned.Name}: {Short(repository.Commit)} ({pin}), new");
                continue;
            }

            var commits = await LogAsync(repository, old);
            log.Status($"{repository.Planned.Name}: {Short(old)}..{Short(repository.Commit)} ({pin}), "
                + (commits is null ? "not a descendant of the locked commit" : commits.Count == 1 ? "1 commit" : $"{commits.Count} commits"));
            foreach (var subject in commits?.Subjects ?? [])
                log.Status($"  {subject}");
            if (commits?.Count > commits?.Subjects.Count)
                log.Status($"  … and {commits.Count - commits.Subjects.Count} more");
        }

        // The move is made by now: a server that has forgotten the old commit does not take it back.
        async Task<CommitLog?> LogAsync(FetchedRepository repository, string old)
        {
            try
            {
                return await cache.LogAsync(repository.Planned, old, repository.Commit, cancellation);
            }
            catch (Exception e) when (e is GitFault or YoctoException or LibGit2Sharp.LibGit2SharpException)
            {
                log.Detail(e.Message);
                return null;
            }
        }
    }

    private static string Short(string commit) => commit[..10];
}

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
            .Select(r => (Repository: r, Old: before?.Repositories.GetValueOrDefault(r.Planned.Name)))
            .Where(m => m.Old?.Commit != m.Repository.Commit)
            .ToList();
        if (moves.Count == 0)
            log.Status("Every layer repository is up to date.");

        foreach (var (repository, old) in moves)
        {
            var planned = repository.Planned;
            if (old is null)
            {
                log.Status($"{planned.Name}: {Short(repository.Commit)} ({planned.Pin}), new");
                continue;
            }

            var move = $"{planned.Name}: {Short(old.Commit)}..{Short(repository.Commit)} ({planned.Pin})";
            CommitLog? commits;
            try
            {
                commits = await cache.LogAsync(planned, old.Commit, repository.Commit, cancellation);
            }
            catch (Exception e) when (e is GitFault or YoctoException or LibGit2Sharp.LibGit2SharpException)
            {
                // The move is made by now: a server that has forgotten the old commit does not take it back.
                log.Detail(e.Message);
                log.Status($"{move}, the server does not list the commits");
                continue;
            }

            if (old.Answers(planned) && (planned.Pin.Kind == PinKind.Tag || commits is null))
            {
                log.Report(LayerErrors.PinRewritten.At(planned.Origin, planned.Asked,
                    planned.Pin.Kind == PinKind.Tag ? "moved" : "rewritten (force-pushed)", old.Commit, repository.Commit));
            }

            log.Status($"{move}, " + (commits is null ? "not a descendant of the locked commit" : commits.Count == 1 ? "1 commit" : $"{commits.Count} commits"));
            foreach (var subject in commits?.Subjects ?? [])
                log.Status($"  {subject}");
            if (commits?.Count > commits?.Subjects.Count)
                log.Status($"  … and {commits.Count - commits.Subjects.Count} more");
        }
    }

    private static string Short(string commit) => commit[..10];
}

using LibGit2Sharp;

namespace Yocto.Sdk.Git;

/// <summary>The files of a cached commit, read in process without a checkout.</summary>
internal sealed class CommitTree : ILayerFiles, IDisposable
{
    private readonly Repository _repository;
    private readonly Commit _commit;

    public CommitTree(CachedCommit cached)
    {
        _repository = new Repository(cached.Repository);
        try
        {
            _commit = _repository.Lookup<Commit>(cached.Commit)
                ?? throw new NotFoundException($"{cached.Repository} lost the commit {cached.Commit}.");
        }
        catch
        {
            // libgit2 keeps an open pack by its name: the sound one that is fetched next has the same
            _repository.Dispose();
            throw;
        }
    }

    public DateTimeOffset Date => _commit.Committer.When;

    public string? Read(string path) => (_commit[path]?.Target as Blob)?.GetContentText();

    public bool HasFolder(string path) => path is "." or "" || _commit[path]?.Target is Tree;

    public IReadOnlyList<string> LayerFolders()
    {
        var found = new List<string>();
        Search(_commit.Tree, "", 0);
        return found;

        void Search(Tree tree, string path, int depth)
        {
            if ((tree["conf"]?.Target as Tree)?["layer.conf"] is not null)
                found.Add(path.Length == 0 ? "." : path);
            if (depth == ILayerFiles.SearchDepth)
                return;
            foreach (var entry in tree.Where(e => e.TargetType == TreeEntryTargetType.Tree))
                Search((Tree)entry.Target, path.Length == 0 ? entry.Name : $"{path}/{entry.Name}", depth + 1);
        }
    }

    public void Dispose() => _repository.Dispose();
}

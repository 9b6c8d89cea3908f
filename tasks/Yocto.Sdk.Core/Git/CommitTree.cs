using LibGit2Sharp;
using Yocto.Sdk.Files;

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

    public string? Read(string path) =>
        At(path) is not Blob file ? null
        : file.Size <= SmallFile.Largest ? file.GetContentText()
        : throw new IOException($"{path} of commit {_commit.Sha} is larger than {SmallFile.Largest >> 20} MiB.");

    public bool HasFolder(string path) => At(path) is Tree;

    public IReadOnlyList<string> LayerFolders()
    {
        var found = new List<string>();
        Search(_commit.Tree, "", 0);
        return found;

        void Search(Tree tree, string path, int depth)
        {
            if (tree["conf"] is not null && At($"{path}/conf/layer.conf") is Blob)
                found.Add(path.Length == 0 ? "." : path);
            if (depth == ILayerFiles.SearchDepth)
                return;
            foreach (var entry in tree.Where(e => e.TargetType == TreeEntryTargetType.Tree))
                Search((Tree)entry.Target, path.Length == 0 ? entry.Name : $"{path}/{entry.Name}", depth + 1);
        }
    }

    public void Dispose() => _repository.Dispose();

    private GitObject? At(string path) => TreeLinks.Resolve(path, TargetOf) switch
    {
        null => null,
        "" => _commit.Tree,
        var real => _commit[real]?.Target,
    };

    private string? TargetOf(string path) =>
        _commit[path] is { Mode: Mode.SymbolicLink, Target: Blob link } ? link.GetContentText() : null;
}

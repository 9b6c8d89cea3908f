using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>The patch files that a project lays on a repository: each becomes a commit whose id depends only on them.</summary>
internal sealed class Patches(IReadOnlyList<string> files)
{
    /// <summary>In <c>.git</c>, while the commits are made.</summary>
    public const string IndexFile = "yocto-sdk.index";

    private readonly Lazy<string> _hash = new(() => HashOf(files));

    /// <summary>Of their order and contents; empty without patches.</summary>
    public string Hash => _hash.Value;

    public bool Any => files.Count > 0;

    /// <summary>
    /// The files of a semicolon list, wildcards (in the file name only) in ordinal order. What does not exist is an error.
    /// </summary>
    public static IReadOnlyList<string> Find(
        string? list, string repository, string directory, Origin origin, List<Diagnostic> errors)
    {
        var found = new List<string>();
        foreach (var entry in (list ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.GetFullPath(entry, directory);
            var (folder, pattern) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
            IReadOnlyList<string> matches = pattern.AsSpan().ContainsAny('*', '?') && Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)]
                : File.Exists(path) ? [path] : [];
            if (matches.Count == 0)
                errors.Add(LayerErrors.PatchNotFound.At(origin with { Metadata = "Patches" }, entry, repository, path));
            found.AddRange(matches.Except(found));
        }

        return found;
    }

    /// <summary>Makes a commit of each on top of the commit, beside the files of the checkout, and returns the last one.</summary>
    public async Task<string> CommitAsync(
        string checkout, string commit, PlannedRepository repository, GitCommand git, CancellationToken cancellation)
    {
        if (!Any)
            return commit;

        var index = Path.Combine(checkout, ".git", IndexFile);
        var date = $"{await git.TimeOfAsync(Path.Combine(checkout, ".git"), commit, cancellation)} +0000";
        (string, string)[] environment =
        [
            ("GIT_INDEX_FILE", index),
            ("GIT_AUTHOR_NAME", "Yocto.Sdk"), ("GIT_AUTHOR_EMAIL", "yocto-sdk@invalid"), ("GIT_AUTHOR_DATE", date),
            ("GIT_COMMITTER_NAME", "Yocto.Sdk"), ("GIT_COMMITTER_EMAIL", "yocto-sdk@invalid"), ("GIT_COMMITTER_DATE", date),
        ];
        try
        {
            var head = commit;
            await OutputAsync(["read-tree", commit]);
            foreach (var patch in files)
            {
                var applied = await RunAsync(["apply", "--cached", "--whitespace=nowarn", "--", patch]);
                if (!applied.Succeeded)
                {
                    throw applied.FailureOf() is GitFailure.DiskFull
                        ? new GitFault(applied, repository)
                        : new YoctoException(LayerErrors.PatchDoesNotApply.At(
                            repository.Origin with { Metadata = "Patches" }, patch, repository.Name, commit[..12], GitFailures.Reason(applied.Errors)));
                }

                var tree = await OutputAsync(["write-tree"]);
                head = await OutputAsync(["commit-tree", tree, "-p", head, "-m", Path.GetFileName(patch)]);
            }

            return head;
        }
        finally
        {
            File.Delete(index);
        }

        Task<GitResult> RunAsync(string[] arguments) => git.InCheckoutAsync(checkout, arguments, cancellation, environment);

        async Task<string> OutputAsync(string[] arguments)
        {
            var result = await RunAsync(arguments);
            return result.Succeeded ? result.Output.Trim() : throw new GitFault(result, repository);
        }
    }

    private static string HashOf(IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            return "";
        var lines = files.Select(f => $"{Sha256.OfFile(f)} {Path.GetFileName(f)}\n");
        return Sha256.Of(string.Concat(lines));
    }
}

using Yocto.Sdk.Files;

namespace Yocto.Sdk.Git;

/// <summary>
/// The commit that a folder's repository has checked out, read from git's files. A build with nothing to do asks for that of
/// each repository, and LibGit2Sharp, which reads git otherwise, is too slow for it: 27 to 38 ms for 10 repositories (22 to
/// 36 of them to load it) and 55 to 85 ms for 200, where the files take 3 to 7 ms. It also refuses repositories of newer
/// formats, which a user's own may have.
/// </summary>
public static class GitHead
{
    /// <summary>The nearest repository at or above a folder; null outside of any.</summary>
    public static string? RepositoryOf(string folder)
    {
        for (string? f = folder; f is not null; f = Path.GetDirectoryName(f))
        {
            if (Path.Exists(Path.Combine(f, ".git")))
                return f;
        }

        return null;
    }

    /// <summary>Null where there is no commit, or git stores it in a form that is unknown here.</summary>
    public static string? CommitOf(string repository) =>
        IdentityOf(repository) is { Length: >= 40 } head && head.All(char.IsAsciiHexDigit) ? head : null;

    /// <summary>The commit; where that is unknown, a text that changes with it.</summary>
    public static string IdentityOf(string repository)
    {
        try
        {
            var git = GitFolder(repository);
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref:", StringComparison.Ordinal))
                return head;

            var common = CommonFolder(git);
            var reference = head[4..].Trim();
            return Loose(git, reference) ?? Loose(common, reference) ?? Packed(common, reference)
                // the newer storage of references: git replaces this list with every change
                ?? FileIdentity.Of(Path.Combine(common, "reftable", "tables.list"))?.ToString()
                ?? head;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    /// <summary>In a worktree or submodule <c>.git</c> is a file with the path of the folder.</summary>
    private static string GitFolder(string repository)
    {
        var git = Path.Combine(repository, ".git");
        return Directory.Exists(git)
            ? git
            : Path.GetFullPath(File.ReadAllText(git).Replace("gitdir:", "", StringComparison.Ordinal).Trim(), repository);
    }

    private static string CommonFolder(string git)
    {
        var pointer = Path.Combine(git, "commondir");
        return File.Exists(pointer) ? Path.GetFullPath(File.ReadAllText(pointer).Trim(), git) : git;
    }

    private static string? Loose(string git, string reference)
    {
        var file = Path.Combine(git, reference);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static string? Packed(string git, string reference)
    {
        var file = Path.Combine(git, "packed-refs");
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(l => l.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }
}

namespace Yocto.Sdk.Git;

/// <summary>Follows the symbolic links of a repository's files as far as they stay in the repository.</summary>
internal static class TreeLinks
{
    // as many as Linux follows
    private const int Most = 40;

    /// <param name="path">Relative, with forward slashes.</param>
    /// <param name="targetOf">The target of a link at a path; null for anything else.</param>
    /// <returns>The path without links, empty for the root; null where one leads out of the repository, or back to itself.</returns>
    public static string? Resolve(string path, Func<string, string?> targetOf)
    {
        var ahead = new Stack<string>(path.Split('/').Reverse());
        var reached = new List<string>();
        for (var links = 0; ahead.TryPop(out var name);)
        {
            if (name is "" or ".")
                continue;
            if (name == "..")
            {
                if (reached.Count == 0)
                    return null;
                reached.RemoveAt(reached.Count - 1);
                continue;
            }

            reached.Add(name);
            if (targetOf(string.Join('/', reached)) is not { } target)
                continue;
            if (target.StartsWith('/') || ++links > Most)
                return null;
            reached.RemoveAt(reached.Count - 1);
            foreach (var part in target.Split('/').Reverse())
                ahead.Push(part);
        }

        return string.Join('/', reached);
    }
}

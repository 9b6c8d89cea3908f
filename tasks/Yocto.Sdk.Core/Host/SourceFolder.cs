using Yocto.Sdk.Files;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.Host;

/// <summary>What a build has to reach of sources that somebody works on.</summary>
internal static class SourceFolder
{
    /// <summary>The repository that contains a folder, because recipes ask git. A repository of the home (dotfiles) or of a
    /// folder above it is no repository of the project's.</summary>
    public static string Around(string folder, string home) =>
        GitHead.RepositoryOf(folder) is { } repository && repository != home && !FolderPath.Contains(repository, home) ? repository : folder;
}

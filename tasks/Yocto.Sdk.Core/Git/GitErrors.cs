using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Git;

/// <summary>Codes 103x: git and the servers of repositories.</summary>
internal static class GitErrors
{
    public static readonly DiagnosticDescriptor GitMissing = new("YOCTO1030",
        "The PATH has no git, which fetches the layers. Install it ('apt-get install git' on Debian and Ubuntu, "
        + "'dnf install git' on Fedora, https://git-scm.com on other systems).");

    public static readonly DiagnosticDescriptor Unreachable = new("YOCTO1031",
        "{0} does not answer: {1}");

    public static readonly DiagnosticDescriptor RepositoryNotFound = new("YOCTO1032",
        "There is no git repository at {0}: {1}");

    public static readonly DiagnosticDescriptor AuthenticationNeeded = new("YOCTO1033",
        "{0} requires credentials that git does not have: {1} Give them to git in a credential helper, "
        + ".netrc or an SSH key. A build never prompts for them.");

    public static readonly DiagnosticDescriptor NoSuchBranch = new("YOCTO1034",
        "The repository {0} has no branch '{1}'.{2}");

    public static readonly DiagnosticDescriptor NoSuchTag = new("YOCTO1035",
        "The repository {0} has no tag '{1}' that names a commit.");

    public static readonly DiagnosticDescriptor NoSuchCommit = new("YOCTO1036",
        "The repository {0} has no commit {1}: it is in none of the branches and tags.{2}");

    public static readonly DiagnosticDescriptor GitFailed = new("YOCTO1037",
        "git failed on {0}: {1}");
}

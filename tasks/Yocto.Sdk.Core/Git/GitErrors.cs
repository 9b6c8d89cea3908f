using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Git;

/// <summary>Codes 103x: git and the servers of repositories.</summary>
public static class GitErrors
{
    public static readonly DiagnosticDescriptor GitMissing = new("YOCTO1030",
        "git is not on PATH, and layers have to be fetched. Install it ('apt-get install git' on Debian and Ubuntu, "
        + "'dnf install git' on Fedora, https://git-scm.com elsewhere).");

    public static readonly DiagnosticDescriptor Unreachable = new("YOCTO1031",
        "{0} does not answer: {1}");

    public static readonly DiagnosticDescriptor RepositoryNotFound = new("YOCTO1032",
        "There is no git repository at {0}: {1}");

    public static readonly DiagnosticDescriptor AuthenticationNeeded = new("YOCTO1033",
        "{0} asks for credentials that git does not have: {1} Let git know them by a credential helper, "
        + ".netrc or an SSH key; no build asks for them.");

    public static readonly DiagnosticDescriptor NoSuchBranch = new("YOCTO1034",
        "The repository {0} has no branch '{1}'.{2}");

    public static readonly DiagnosticDescriptor NoSuchTag = new("YOCTO1035",
        "The repository {0} has no tag '{1}' that names a commit.");

    public static readonly DiagnosticDescriptor NoSuchCommit = new("YOCTO1036",
        "The repository {0} has no commit {1}, neither by that name nor in any of its branches and tags.{2}");

    public static readonly DiagnosticDescriptor GitFailed = new("YOCTO1037",
        "git failed on {0}: {1}");
}

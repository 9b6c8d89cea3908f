using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Git;

/// <summary>Codes 103x and 1048: git and the servers of repositories.</summary>
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
        "The repository {0} has no commit {1}: it is in none of the branches and tags.");

    public static readonly DiagnosticDescriptor GitFailed = new("YOCTO1037",
        "git failed on {0}: {1}");

    public static readonly DiagnosticDescriptor NotOnBranch = new("YOCTO1038",
        "The lock file has the commit {0} for branch '{1}' of {2}, but that branch does not have it: the branch was rewritten "
        + "(force-pushed), or the lock file was changed by hand. Move the pin with 'dotnet build -t:YoctoUpdateLayers', or, "
        + "if you trust the commit, pin it (metadata Commit).");

    public static readonly DiagnosticDescriptor TagMoved = new("YOCTO1039",
        "The lock file has the commit {0} for tag '{1}' of {2}, but that tag names {3}: the tag was moved, or the lock file "
        + "was changed by hand. Move the pin with 'dotnet build -t:YoctoUpdateLayers', or, if you trust the commit, pin it "
        + "(metadata Commit).");

    public static readonly DiagnosticDescriptor Sha256Repository = new("YOCTO1048",
        "The repository {0} names its objects by SHA-256, which Yocto.Sdk does not support. Use a repository with SHA-1 names.");
}

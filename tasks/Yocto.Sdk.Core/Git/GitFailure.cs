using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Git;

/// <summary>The reason of a failure in git's stderr, in the wording of <c>LC_ALL=C</c>.</summary>
internal enum GitFailure
{
    /// <summary>Unknown: the repository may be damaged, so one new start is worth it.</summary>
    Unknown,
    Unreachable,

    /// <summary>It answered, and then no more: the next try may succeed.</summary>
    BrokenOff,
    RepositoryNotFound,
    AuthenticationNeeded,
    RefNotFound,

    /// <summary>The server gives commits only by a branch or tag.</summary>
    CommitRefused,
    ShallowRefused,

    /// <summary>A repository with SHA-256 names.</summary>
    OtherNames,
    DiskFull,
    NotWritable,
}

internal static partial class GitFailures
{
    // The first that matches counts: "unable to access '…': Could not resolve host" is about the host.
    private static readonly (string Text, GitFailure Failure)[] _texts =
    [
        ("No space left on device", GitFailure.DiskFull),
        ("Disk quota exceeded", GitFailure.DiskFull),
        ("repository corruption on the remote side", GitFailure.Unknown),
        ("bad object", GitFailure.Unknown),
        ("mismatched algorithms", GitFailure.OtherNames),
        ("Could not resolve host", GitFailure.Unreachable),
        ("unable to look up", GitFailure.Unreachable),
        ("Name or service not known", GitFailure.Unreachable),
        ("Temporary failure in name resolution", GitFailure.Unreachable),
        ("Failed to connect", GitFailure.Unreachable),
        ("Couldn't connect", GitFailure.Unreachable),
        ("unable to connect", GitFailure.Unreachable),
        ("Connection refused", GitFailure.Unreachable),
        ("Connection timed out", GitFailure.Unreachable),
        ("Connection reset", GitFailure.BrokenOff),
        ("Operation timed out", GitFailure.Unreachable),
        ("Operation too slow", GitFailure.Unreachable),
        ("Network is unreachable", GitFailure.Unreachable),
        ("No route to host", GitFailure.Unreachable),
        ("SSL certificate problem", GitFailure.Unreachable),
        ("SSL_ERROR", GitFailure.Unreachable),
        ("SSL connect error", GitFailure.Unreachable),
        ("server certificate verification failed", GitFailure.Unreachable),
        ("unable to get local issuer certificate", GitFailure.Unreachable),
        ("The requested URL returned error: 429", GitFailure.BrokenOff),
        ("The requested URL returned error: 502", GitFailure.BrokenOff),
        ("The requested URL returned error: 503", GitFailure.BrokenOff),
        ("The requested URL returned error: 504", GitFailure.BrokenOff),
        ("The requested URL returned error: 5", GitFailure.Unreachable),
        ("Authentication failed", GitFailure.AuthenticationNeeded),
        ("could not read Username", GitFailure.AuthenticationNeeded),
        ("could not read Password", GitFailure.AuthenticationNeeded),
        ("terminal prompts disabled", GitFailure.AuthenticationNeeded),
        ("Permission denied (", GitFailure.AuthenticationNeeded),
        ("Host key verification failed", GitFailure.AuthenticationNeeded),
        ("returned error: 401", GitFailure.AuthenticationNeeded),
        ("returned error: 403", GitFailure.AuthenticationNeeded),
        ("couldn't find remote ref", GitFailure.RefNotFound),
        ("Server does not allow request for unadvertised object", GitFailure.CommitRefused),
        ("not our ref", GitFailure.CommitRefused),
        ("no such remote ref", GitFailure.CommitRefused),
        ("does not support shallow", GitFailure.ShallowRefused),
        ("no commits selected for shallow requests", GitFailure.ShallowRefused),
        ("does not appear to be a git repository", GitFailure.RepositoryNotFound),
        ("Repository not found", GitFailure.RepositoryNotFound),
        ("repository not exported", GitFailure.RepositoryNotFound),
        ("' not found", GitFailure.RepositoryNotFound),
        ("returned error: 404", GitFailure.RepositoryNotFound),
        ("Read-only file system", GitFailure.NotWritable),
        ("Permission denied", GitFailure.NotWritable),
        ("RPC failed", GitFailure.BrokenOff),
        ("unexpected disconnect", GitFailure.BrokenOff),
        ("transfer closed with", GitFailure.BrokenOff),
        ("early EOF", GitFailure.BrokenOff),
        ("Connection closed by", GitFailure.BrokenOff),
        ("the remote end hung up", GitFailure.BrokenOff),
        ("Could not read from remote repository", GitFailure.BrokenOff),
    ];

    /// <summary>What a server, a URL or a branch is called says nothing about the failure.</summary>
    public static GitFailure FailureOf(this GitResult result)
    {
        var words = Quoted().Replace(result.Errors, "''");
        return words.Contains("couldn't find remote ref", StringComparison.OrdinalIgnoreCase)
            ? GitFailure.RefNotFound
            : _texts.FirstOrDefault(t => words.Contains(t.Text, StringComparison.OrdinalIgnoreCase)).Failure;
    }

    /// <summary>The coded error of a failure that is not about a ref.</summary>
    public static Diagnostic Describe(this GitResult result, GitUrl url, Origin origin)
    {
        var reason = Reason(result.Errors);
        return result.FailureOf() switch
        {
            GitFailure.Unreachable => GitErrors.Unreachable.At(origin, url, reason),
            GitFailure.BrokenOff => GitErrors.Unreachable.At(origin, url, $"the connection broke off at each try: {reason}"),
            GitFailure.OtherNames => GitErrors.Sha256Repository.At(origin, url),
            GitFailure.RepositoryNotFound => GitErrors.RepositoryNotFound.At(origin, url, reason),
            GitFailure.AuthenticationNeeded => GitErrors.AuthenticationNeeded.At(origin, url, reason),
            GitFailure.DiskFull => FileErrors.DiskFull.Create(reason),
            GitFailure.NotWritable => FileErrors.NotUsable.Create(reason),
            _ => GitErrors.GitFailed.At(origin, url, reason),
        };
    }

    /// <summary>The line with the reason, as a sentence.</summary>
    public static string Reason(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(l => l.EndsWith("repository corruption on the remote side.", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(l => l.StartsWith("fatal:", StringComparison.Ordinal) && !l.Contains("Could not read from remote"))
            ?? lines.FirstOrDefault(l => l.StartsWith("error:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault()
            ?? "it gave no reason";
        foreach (var prefix in (string[])["fatal: ", "error: ", "remote: "])
            line = line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : line;
        return line.TrimEnd('.') + ".";
    }

    [GeneratedRegex("'[^'\n]*'")]
    private static partial Regex Quoted();
}

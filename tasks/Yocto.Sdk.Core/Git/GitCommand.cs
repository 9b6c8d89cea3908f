using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Git;

/// <summary>Runs git's command line so that the user's hooks, environment and terminal have no part in it.</summary>
internal sealed class GitCommand(IBuildLog log)
{
    private static readonly string[] _hygiene =
    [
        "--no-optional-locks",
        "-c", "core.hooksPath=/dev/null",
        "-c", "core.autocrlf=false",
        "-c", "core.fsmonitor=false",
        "-c", "gc.auto=0",
        "-c", "maintenance.auto=false",
        "-c", "protocol.version=2",
        "-c", "protocol.ext.allow=never",
        "-c", "protocol.fd.allow=never",
        // Packs are what a checkout links; loose objects would be left behind.
        "-c", "fetch.unpackLimit=1",
        // A server that stalls would hang the build for ever.
        "-c", "http.lowSpeedLimit=1000",
        "-c", "http.lowSpeedTime=60",
        "-c", "advice.detachedHead=false",
        // The folders are the SDK's own; in a container they often belong to another user.
        "-c", "safe.directory=*",
    ];

    private static readonly string[] _inherited =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_CEILING_DIRECTORIES", "GIT_TRACE",
        "GIT_TRACE_CURL", "GIT_CURL_VERBOSE",
    ];

    // ssh asks on the terminal whatever git is told, and a master connection that it leaves holds git's stderr open.
    private const string Ssh = "ssh -o BatchMode=yes -o ControlMaster=no -o ConnectTimeout=30 -o ServerAliveInterval=30";

    private const int MostTries = 3;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Lazy<Task<bool>> _hasOwnSsh = new(HasOwnSshAsync);

    /// <summary>Runs git in a bare repository.</summary>
    public Task<GitResult> InRepositoryAsync(string repository, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        RunAsync(repository, [$"--git-dir={repository}"], arguments, [], cancellation);

    /// <summary>When a commit was committed, seconds since 1970 as git writes them; empty where it is not there.</summary>
    public async Task<string> TimeOfAsync(string repository, string commit, CancellationToken cancellation) =>
        (await InRepositoryAsync(repository, ["show", "--no-patch", "--format=%ct", commit], cancellation)).Output.Trim();

    /// <summary>Runs git in a checkout, never in a repository above it.</summary>
    public Task<GitResult> InCheckoutAsync(
        string checkout, IReadOnlyList<string> arguments, CancellationToken cancellation,
        params IReadOnlyList<(string Name, string Value)> environment) =>
        RunAsync(checkout, [$"--git-dir={Path.Combine(checkout, ".git")}", $"--work-tree={checkout}"], arguments, environment, cancellation);

    private async Task<GitResult> RunAsync(
        string directory, string[] place, IReadOnlyList<string> arguments,
        IReadOnlyList<(string Name, string Value)> environment, CancellationToken cancellation)
    {
        var asksServer = arguments is ["fetch" or "ls-remote", ..];
        var ssh = asksServer && !await _hasOwnSsh.Value ? Ssh : null;
        var login = GitLogin.Take(arguments);
        var command = Cli.Wrap("git")
            .WithArguments([.. _hygiene, .. login.Options, .. place, .. login.Arguments])
            .WithWorkingDirectory(directory)
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(e =>
            {
                foreach (var name in _inherited)
                    e.Set(name, null);
                e.Set("GIT_TERMINAL_PROMPT", "0").Set("LC_ALL", "C").Set("GCM_INTERACTIVE", "never")
                    .Set("GIT_ASKPASS", "true").Set("SSH_ASKPASS_REQUIRE", "never");
                if (ssh is not null)
                    e.Set("GIT_SSH_COMMAND", ssh);
                foreach (var (name, value) in environment.Concat(login.Environment))
                    e.Set(name, value);
            });
        try
        {
            for (var tries = 1; ; tries++)
            {
                var ran = await command.ExecuteBufferedAsync(cancellation);
                log.Detail($"git {string.Join(' ', place.Concat(arguments))}: {ran.ExitCode} after {ran.RunTime.TotalMilliseconds:0} ms");
                var result = new GitResult(ran.ExitCode, ran.StandardOutput, ran.StandardError);
                if (!asksServer || result.FailureOf() != GitFailure.BrokenOff || tries == MostTries)
                    return result;
                log.Status($"The connection broke off, trying again: {GitFailures.Reason(result.Errors)}");
                await Task.Delay(_pause * tries, cancellation);
            }
        }
        catch (Win32Exception e)
        {
            throw new YoctoException(GitErrors.GitMissing.Create(), e);
        }
    }

    /// <summary>Whether the user tells git which ssh to run, by its environment or its settings.</summary>
    private static async Task<bool> HasOwnSshAsync()
    {
        if (Environment.GetEnvironmentVariable("GIT_SSH") is { Length: > 0 } || Environment.GetEnvironmentVariable("GIT_SSH_COMMAND") is { Length: > 0 })
            return true;
        try
        {
            var asked = await Cli.Wrap("git").WithArguments(["config", "--get", "core.sshCommand"])
                .WithWorkingDirectory("/").WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            return asked.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // the command itself says that git is missing
        }
    }
}

/// <param name="Errors">What git wrote to stderr.</param>
internal sealed record GitResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;
}

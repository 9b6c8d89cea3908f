using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Testing;

/// <summary>The public layer repositories: a test that needs one skips, with the reason, where none answers.</summary>
public static class Upstream
{
    public const string Poky = "https://git.yoctoproject.org/poky";
    public const string BitBake = "https://git.openembedded.org/bitbake";
    public const string OECore = "https://git.openembedded.org/openembedded-core";
    public const string MetaYocto = "https://git.yoctoproject.org/meta-yocto";
    public const string MetaOpenEmbedded = "https://git.openembedded.org/meta-openembedded";
    public const string MetaVirtualization = "https://git.yoctoproject.org/meta-virtualization";
    public const string MetaRauc = "https://github.com/rauc/meta-rauc";
    public const string MetaArm = "https://git.yoctoproject.org/meta-arm";
    public const string MetaSecurity = "https://git.yoctoproject.org/meta-security";
    public const string MetaSunxi = "https://github.com/linux-sunxi/meta-sunxi";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, string?), Lazy<Task<string?>>> _answers = new();
    private static readonly Lazy<Task<string?>> _debian = new(AskDebianAsync);

    /// <summary>Skips the test unless the repository answers with the branch; null is any.</summary>
    public static async Task RequireAsync(string url, string? branch)
    {
        var refusal = await RefusalAsync(url, branch);
        Assert.SkipWhen(refusal is not null, $"{refusal}");
    }

    /// <summary>Skips the test unless all of the branch can be fetched: a mirror may lack a file of it.</summary>
    public static async Task RequireContentsAsync(string url, string branch)
    {
        await RequireAsync(url, branch);
        using var folder = new TemporaryFolder();
        var fetch = await Cli.Wrap("git")
            .WithArguments(["clone", "--quiet", "--bare", "--depth=1", $"--branch={branch}", url, folder["clone"]])
            .WithEnvironmentVariables(e => e.Set("GIT_TERMINAL_PROMPT", "0"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.SkipWhen(fetch.ExitCode != 0, $"needs {url} ({branch}): {fetch.StandardError.Trim().Split('\n')[^1]}");
    }

    /// <summary>Skips the test unless apt, with the machine's own sources, gets an answer of Debian's archive.</summary>
    public static async Task RequireDebianAsync()
    {
        var refusal = await _debian.Value;
        Assert.SkipWhen(refusal is not null, $"needs Debian's archive: {refusal}");
    }

    /// <summary>Why the repository can't be used; null when it answers with the branch.</summary>
    public static async Task<string?> RefusalAsync(string url, string? branch) =>
        await _answers.GetOrAdd((url, branch), _ => new(() => AskAsync(url, branch))).Value is { } refusal
            ? $"needs {url} ({branch ?? "any branch"}): {refusal}"
            : null;

    private static async Task<string?> AskDebianAsync()
    {
        using var state = new TemporaryFolder();
        Directory.CreateDirectory(state["lists/partial"]);
        Directory.CreateDirectory(state["archives/partial"]);
        try
        {
            var answer = await Cli.Wrap("apt-get")
                .WithArguments(["-q", "update", "-o", $"Dir::State={state.Path}", "-o", $"Dir::State::lists={state["lists"]}",
                    "-o", $"Dir::Cache={state.Path}", "-o", "APT::Sandbox::User=", "-o", "APT::Update::Error-Mode=any", "-o", "Acquire::Retries=2"])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync();
            return answer.ExitCode == 0 ? null : answer.StandardError.Trim().Split('\n')[0];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no apt-get";
        }
    }

    private static async Task<string?> AskAsync(string url, string? branch)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            var answer = await Cli.Wrap("git")
                .WithArguments(["ls-remote", "--exit-code", url, branch is null ? "HEAD" : $"refs/heads/{branch}"])
                .WithEnvironmentVariables(e => e.Set("GIT_TERMINAL_PROMPT", "0"))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token);
            return answer.ExitCode switch
            {
                0 => null,
                2 => "it has no such branch",
                _ => answer.StandardError.Trim().Split('\n')[^1],
            };
        }
        catch (OperationCanceledException)
        {
            return "no answer within 30 s";
        }
    }
}

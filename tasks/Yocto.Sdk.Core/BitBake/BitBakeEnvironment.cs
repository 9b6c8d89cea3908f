using Yocto.Sdk.Host;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// The environment that bitbake sees: made from a list of what may pass, since bitbake writes all of it to
/// <c>bitbake-cookerdaemon.log</c> and may take any of it into tasks. What is a secret by its nature passes only if
/// <c>BB_ENV_PASSTHROUGH_ADDITIONS</c> names it.
/// </summary>
internal static class BitBakeEnvironment
{
    // oe-core's scripts/oe-buildenv-internal passes these on to the metadata.
    private static readonly string[] _network =
    [
        "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ftp_proxy", "FTP_PROXY", "ftps_proxy", "FTPS_PROXY",
        "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "SSH_AGENT_PID", "SSH_AUTH_SOCK", "GIT_PROXY_COMMAND",
        "SOCKS5_USER",
    ];

    // For fetchers, which look for them in the environment that bitbake was started with (bb.fetch2.FETCH_EXPORT_VARS),
    // and for bitbake's own processes.
    private static readonly string[] _plain =
    [
        "TERM", "TZ", "XDG_CONFIG_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE",
        "REQUESTS_CA_BUNDLE", "GIT_CONFIG_GLOBAL", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
        "GIT_SMART_HTTP", "DBUS_SESSION_BUS_ADDRESS", "P4CONFIG", "AWS_PROFILE", "AWS_ACCESS_KEY_ID",
        "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_DEFAULT_REGION", "GIT_CACHE_PATH", "REMOTE_CONTAINERS_IPC",
    ];

    /// <summary>Where Python keeps its byte code, which it would otherwise write into the layers.</summary>
    public static string ByteCodeFolderIn(string buildDirectory) => Path.Combine(buildDirectory, "yocto-sdk", "pycache");

    /// <summary>The variables in full; no other reaches bitbake.</summary>
    /// <param name="corePath">The folder that holds OpenEmbedded-Core's <c>scripts/</c>; null without it.</param>
    /// <param name="byteCodeFolder"><see cref="ByteCodeFolderIn"/> the build directory.</param>
    /// <param name="inherited">The environment of the build.</param>
    public static IReadOnlyDictionary<string, string> Compose(
        ReleaseFacts facts,
        string bitBakePath,
        string? corePath,
        string byteCodeFolder,
        BuildIdentity identity,
        IReadOnlyDictionary<string, string> inherited)
    {
        var asked = inherited.GetValueOrDefault("BB_ENV_PASSTHROUGH_ADDITIONS", "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var passed = _network.Concat(asked).Where(inherited.ContainsKey).Distinct().ToList();
        var environment = _plain.Where(inherited.ContainsKey).Concat(passed).Distinct()
            .ToDictionary(n => n, n => inherited[n]);

        string?[] path = [corePath is null ? null : Path.Combine(corePath, "scripts"),
            Path.Combine(bitBakePath, "bin"), HostPath.Of(inherited.GetValueOrDefault("PATH"))];
        environment["PATH"] = string.Join(':', path.Where(p => p is not null));
        environment["HOME"] = identity.Home;
        environment["USER"] = environment["LOGNAME"] = identity.User;
        environment["LANG"] = environment["LC_ALL"] = "en_US.UTF-8";
        // A server that stays saves nothing and keeps the build directory.
        environment["BB_SERVER_TIMEOUT"] = "0";
        // Python 3.8 and later; an earlier one does without byte code. The server's process drops what isn't passed on.
        environment["PYTHONPYCACHEPREFIX"] = byteCodeFolder;
        passed.Add("PYTHONPYCACHEPREFIX");
        environment[facts.PassthroughVariable] = string.Join(' ', passed);
        return environment;
    }
}

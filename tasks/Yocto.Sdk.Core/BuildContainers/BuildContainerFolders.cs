using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.BuildContainers;

/// <summary>What a build container sees of the host, each at the place that it has there.</summary>
internal static class BuildContainerFolders
{
    // settings of git and ssh, which hold no keys
    private static readonly string[] _settings = [".config/git/config", ".gitconfig", ".ssh/config", ".ssh/known_hosts"];

    // where a person keeps what git and the other fetchers log in with
    private static readonly string[] _credentials = [".config/git", ".git-credentials", ".gitconfig", ".netrc", ".ssh"];

    // variables that bitbake gets (BitBakeEnvironment), whose value is a path
    private static readonly string[] _variables =
    [
        "SSH_AUTH_SOCK", "GIT_CONFIG_GLOBAL", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE",
        "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
    ];

    private static readonly string[] _credentialVariables = [.. _variables, "AWS_WEB_IDENTITY_TOKEN_FILE"];

    /// <summary>
    /// As options of the engine. Written to: the project and the layers, each with the repository that contains it, because
    /// recipes ask git. Read: settings of fetchers, and with <see cref="BuildContainerRequest.Credentials"/> what they log in
    /// with. The rest of the home is empty.
    /// </summary>
    public static IReadOnlyList<string> Options(BuildContainerRequest request, string home)
    {
        var layers = request.Layers;
        var sources = layers.Layers.Select(l => l.Path).Append(request.ProjectDirectory).Append(layers.BitBakePath)
            .Concat(layers.CorePath is { } core ? [core] : Array.Empty<string>())
            .Select(f => SourceFolder.Around(f, home));
        var writable = FolderPath.Topmost(sources.Concat(request.WrittenFolders));
        var settings = (request.Credentials ? _credentials : _settings).Select(f => Path.Combine(home, f))
            .Concat((request.Credentials ? _credentialVariables : _variables).Select(Environment.GetEnvironmentVariable).OfType<string>().Where(Path.IsPathRooted))
            .Where(Path.Exists);
        List<string> readable = [.. FolderPath.Topmost(request.ReadPaths.Concat(settings)).Where(f => !writable.Any(w => IsIn(f, w)))];
        if (writable.Concat(readable).FirstOrDefault(f => f.Contains(':', StringComparison.Ordinal)) is { } split)
            throw new YoctoException(BuildContainerErrors.ColonInPath.At(request.Container.Origin, split));
        return
        [
            .. writable.Any(w => IsIn(home, w)) ? Array.Empty<string>() : [$"--tmpfs={home}:mode=1777"],
            .. writable.Select(f => $"--volume={f}:{f}"),
            .. readable.Select(f => $"--volume={f}:{f}:ro"),
        ];
    }

    private static bool IsIn(string path, string folder) => path == folder || FolderPath.Contains(folder, path);
}

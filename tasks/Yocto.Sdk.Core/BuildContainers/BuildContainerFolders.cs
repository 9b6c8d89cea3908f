using Yocto.Sdk.Files;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.BuildContainers;

/// <summary>What a build container sees of the host, each at the place that it has there.</summary>
internal static class BuildContainerFolders
{
    // where a person keeps what git and the other fetchers log in with
    private static readonly string[] _ofHome = [".config/git", ".git-credentials", ".gitconfig", ".netrc", ".ssh"];

    // variables that bitbake gets (BitBakeEnvironment), whose value is a path
    private static readonly string[] _variables =
    [
        "SSH_AUTH_SOCK", "GIT_CONFIG_GLOBAL", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE",
        "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "AWS_WEB_IDENTITY_TOKEN_FILE",
    ];

    /// <summary>
    /// As options of the engine. Written to: the project and the layers, each with the repository that contains it, because
    /// recipes ask git. Read: what fetchers log in with. The rest of the home is empty.
    /// </summary>
    public static IReadOnlyList<string> Options(BuildContainerRequest request, string home)
    {
        var layers = request.Layers;
        var sources = layers.Layers.Select(l => l.Path).Append(request.ProjectDirectory).Append(layers.BitBakePath)
            .Concat(layers.CorePath is { } core ? [core] : Array.Empty<string>())
            .Select(f => GitHead.RepositoryOf(f) ?? f);
        var writable = Topmost(sources.Concat(request.WrittenFolders));
        var credentials = _ofHome.Select(f => Path.Combine(home, f))
            .Concat(_variables.Select(Environment.GetEnvironmentVariable).OfType<string>().Where(Path.IsPathRooted))
            .Where(Path.Exists);
        var readable = Topmost(request.ReadPaths.Concat(credentials)).Where(f => !writable.Any(w => IsIn(f, w)));
        return
        [
            .. writable.Any(w => IsIn(home, w)) ? Array.Empty<string>() : [$"--tmpfs={home}:mode=1777"],
            .. writable.Select(f => $"--volume={f}:{f}"),
            .. readable.Select(f => $"--volume={f}:{f}:ro"),
        ];
    }

    private static List<string> Topmost(IEnumerable<string> paths)
    {
        var all = paths.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. all.Where(f => !all.Any(o => o != f && IsIn(f, o)))];
    }

    private static bool IsIn(string path, string folder) => path == folder || FolderPath.Contains(folder, path);
}

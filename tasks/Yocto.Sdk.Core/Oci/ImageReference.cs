using System.Text.RegularExpressions;

namespace Yocto.Sdk.Oci;

/// <summary>The name of a container image: <c>docker.io/library/nginx:1.27@sha256:…</c>.</summary>
/// <param name="Registry">Its host, with a port where one is written.</param>
/// <param name="Repository">The image's path in the registry.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
internal sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    /// <summary>The registry of images that were made here, in the engines' own convention.</summary>
    public const string Local = "localhost";

    private const string DockerHub = "docker.io";

    /// <summary>The image's name on the device. An engine takes a name without a tag for <c>latest</c>.</summary>
    public string Name => $"{Registry}/{Repository}:{Tag ?? "latest"}";

    /// <summary>Null when the text is not a full name: a registry, a repository, and optionally a tag or a digest.</summary>
    public static ImageReference? TryParse(string text)
    {
        var match = FullName().Match(text);
        if (!match.Success || !IsRegistry(match.Groups["registry"].Value))
            return null;
        var (registry, repository) = (match.Groups["registry"].Value, match.Groups["repository"].Value);
        if (registry is "index.docker.io")
            registry = DockerHub;
        // Docker Hub keeps its own images in a folder that names leave out
        if (registry == DockerHub && !repository.Contains('/'))
            repository = $"library/{repository}";
        return new ImageReference(registry, repository, Value("tag"), Value("digest"));

        string? Value(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;
    }

    /// <summary>A name as archives and compose files hold it: where it names no registry, the image is one of ours.</summary>
    public static ImageReference? TryParseShort(string text) =>
        TryParse(text) ?? (text.Contains("://", StringComparison.Ordinal) ? null : TryParse($"{Local}/{text}"));

    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";

    // "library/nginx" is a repository, "example.com/nginx" a registry with one: what has no dot and no port is no host
    private static bool IsRegistry(string host) => host == Local || host.Contains('.') || host.Contains(':');

    [GeneratedRegex("""
        \A (?<registry> [A-Za-z0-9]+ (?:[.\-][A-Za-z0-9]+)* (?::[0-9]+)? | \[[0-9a-fA-F:]+\] (?::[0-9]+)? )
        / (?<repository> [a-z0-9]+ (?:(?:\.|__?|-+)[a-z0-9]+)* (?: / [a-z0-9]+ (?:(?:\.|__?|-+)[a-z0-9]+)* )* )
        (?: : (?<tag> [A-Za-z0-9_][A-Za-z0-9_.\-]{0,127} ) )?
        (?: @ (?<digest> sha256:[0-9a-f]{64} ) )? \z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex FullName();
}

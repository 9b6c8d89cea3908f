using System.Text;

namespace Yocto.Sdk.Materials;

/// <summary>
/// Package URLs, by ECMA-427 (PURL) and its registered types: <c>pkg:type/namespace/name@version?qualifiers</c>. What is not
/// a letter, a digit or one of <c>.-_~:</c> is percent-encoded, qualifiers without a value are left out and the rest is sorted.
/// </summary>
internal static class PackageUrl
{
    /// <summary>
    /// The type <c>yocto</c>, in the form of oe-core's <c>lib/oe/purl.py</c>: the layer's name as the namespace where it is
    /// known, the recipe's name in lower case.
    /// </summary>
    public static string Yocto(string recipe, string version) => Of("yocto", null, recipe.ToLowerInvariant(), version);

    public static string NuGet(string id, string version) => Of("nuget", null, id, version);

    /// <param name="distribution"><c>ID</c> of <c>/etc/os-release</c>.</param>
    /// <param name="release"><c>ID-VERSION_ID</c>.</param>
    public static string Debian(string distribution, string name, string version, string architecture, string? release) =>
        Of("deb", distribution, name.ToLowerInvariant(), version, ("arch", architecture), ("distro", release));

    public static string Alpine(string distribution, string name, string version, string architecture, string? release) =>
        Of("apk", distribution, name.ToLowerInvariant(), version, ("arch", architecture), ("distro", release));

    public static string Rpm(string distribution, string name, string version, string architecture, string? release, string? epoch) =>
        Of("rpm", distribution, name, version, ("arch", architecture), ("distro", release), ("epoch", epoch));

    /// <summary>Its name is the last part of the repository, its version the digest of the manifest.</summary>
    /// <param name="repository"><c>docker.io/library/nginx</c>.</param>
    /// <param name="digest"><c>sha256:…</c>.</param>
    public static string Oci(string repository, string digest, string? tag) => Of("oci", null,
        repository[(repository.LastIndexOf('/') + 1)..].ToLowerInvariant(), digest,
        ("repository_url", repository.Contains('/') ? repository.ToLowerInvariant() : null), ("tag", tag));

    private static string Of(string type, string? space, string name, string version, params (string Key, string? Value)[] qualifiers)
    {
        var url = new StringBuilder($"pkg:{type}/");
        if (!string.IsNullOrEmpty(space))
            url.Append(Encoded(space)).Append('/');
        url.Append(Encoded(name));
        if (version.Length > 0)
            url.Append('@').Append(Encoded(version));
        var separator = '?';
        foreach (var (key, value) in qualifiers.Where(q => !string.IsNullOrEmpty(q.Value)).OrderBy(q => q.Key, StringComparer.Ordinal))
        {
            url.Append(separator).Append(key).Append('=').Append(Encoded(value!));
            separator = '&';
        }

        return url.ToString();
    }

    // RFC 3986's unreserved characters are those of EscapeDataString; a colon is to stay
    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}

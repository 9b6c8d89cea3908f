using System.Text.RegularExpressions;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Engines;

/// <summary><c>YoctoContainerRegistry</c>: where images may come from.</summary>
/// <param name="Name">A registry or a part of it: <c>quay.io</c>, <c>registry.example:5000/acme</c>.</param>
/// <param name="Search">Whether names without a registry are looked up there.</param>
/// <param name="Insecure">Whether it may be spoken to without TLS.</param>
/// <param name="Mirror">Asked first; may be empty.</param>
/// <param name="Key">The public key that signs its images, on this machine; may be empty.</param>
internal sealed partial record ContainerRegistry(Setting Name, bool Search, bool Insecure, string Mirror, string Key)
{
    /// <summary>The key's file on the device.</summary>
    public string KeyPath => $"/etc/containers/keys/{FileName}{Path.GetExtension(Key)}";

    /// <summary>Whether cosign made the key, and not GnuPG.</summary>
    public bool IsSigstore => Path.GetExtension(Key) is ".pub" or ".pem";

    /// <summary>The registry's name as a file's.</summary>
    public string FileName => Name.Text.Replace('/', '-').Replace(':', '-');

    public static bool IsLegal(string name) => Legal().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.\-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9._\-]+)*\z")]
    private static partial Regex Legal();
}

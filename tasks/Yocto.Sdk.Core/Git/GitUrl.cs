using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Git;

/// <summary>Where a repository is.</summary>
/// <param name="Address">What git is given; it may hold credentials.</param>
/// <param name="Display">As the project writes it, without credentials: for messages, the lock and files in obj/.</param>
internal sealed partial record GitUrl(string Address, string Display)
{
    /// <summary>
    /// Takes https, http, ssh, git and file URLs, <c>user@host:path</c>, and paths, which are relative to
    /// <paramref name="directory"/>. Anything that makes git run a program (<c>ext::</c>, a leading dash) is refused.
    /// </summary>
    public static GitUrl? TryParse(string text, string directory, out string refusal)
    {
        refusal = "";
        if (text.Length == 0)
            refusal = "it is empty";
        else if (text.StartsWith('-') || text.Any(char.IsControl))
            refusal = "git does not accept it as a URL";
        else if (HelperForm().Match(text) is { Success: true } helper)
            refusal = $"the transport '{helper.Value}' can run any program";
        else if (SchemeForm().Match(text) is { Success: true } scheme)
        {
            if (scheme.Groups[1].Value.ToLowerInvariant() is "https" or "http" or "ssh" or "git" or "git+ssh" or "ssh+git" or "file")
                return new GitUrl(text, Secrets.Scrub(text));
            refusal = $"'{scheme.Groups[1].Value}' is not one of https, http, ssh, git and file";
        }
        else
            return ScpForm().IsMatch(text) ? new GitUrl(text, text) : new GitUrl(Path.GetFullPath(text, directory), text);

        return null;
    }

    /// <summary>The name of its folder in the cache: for people, and unique by the hash.</summary>
    public string CacheName
    {
        get
        {
            var address = Secrets.Scrub(Address);
            var name = NotInName().Replace(SchemeForm().Replace(address, "").Trim('/'), ".").Trim('.');
            var hash = Sha256.Of(address)[..10];
            return $"{(name.Length > 60 ? name[^60..] : name)}-{hash}";
        }
    }

    /// <summary>Whether nothing proves who answers: http and git, but for this machine itself.</summary>
    public bool IsUnproven =>
        Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "git", IsLoopback: false };

    public override string ToString() => Display;

    [GeneratedRegex(@"^[A-Za-z0-9+-]+::")]
    private static partial Regex HelperForm();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*)://")]
    private static partial Regex SchemeForm();

    [GeneratedRegex(@"^[^/:\\]{2,}:(?!//)")]
    private static partial Regex ScpForm();

    [GeneratedRegex(@"[^A-Za-z0-9_+-]+")]
    private static partial Regex NotInName();
}

using System.Text.RegularExpressions;

namespace Yocto.Sdk.Diagnostics;

/// <summary>Takes what nobody may read out of what bitbake and its tasks print.</summary>
public static partial class Secrets
{
    /// <summary>User names, passwords and tokens of URLs.</summary>
    public static string Scrub(string text) =>
        text.Contains('@', StringComparison.Ordinal) ? Credentials().Replace(text, "${scheme}***@") : text;

    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.\-]*://)(?!git@)[^\s/@'""]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}

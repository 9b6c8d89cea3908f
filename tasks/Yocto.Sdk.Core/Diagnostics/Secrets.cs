using System.Collections;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Diagnostics;

/// <summary>Removes secrets from URLs, from BitBake's fetch commands, and those of the environment.</summary>
internal static partial class Secrets
{
    // what is shorter would be found in any text
    private const int ShortestValue = 6;

    private static OfSecond _environment = new(-1, []);

    /// <summary>
    /// The text with neither users nor passwords in its URLs, without the queries of web addresses, and without the values of
    /// environment variables that are named as secrets are.
    /// </summary>
    /// <remarks>An SSH user is no secret, and the address does not work without it.</remarks>
    public static string Scrub(string text)
    {
        foreach (var value in OfEnvironment())
            text = text.Replace(value, "***", StringComparison.Ordinal);
        if (text.Contains("export PSEUDO_DISABLED=1;", StringComparison.Ordinal))
            text = FetchEnvironment().Replace(text, "");
        if (text.Contains("password", StringComparison.OrdinalIgnoreCase))
            text = Option().Replace(text, "$1***");
        return ScrubUrls(text);
    }

    // A process of MSBuild's that stays gets the environment of each build.
    private static IReadOnlyList<string> OfEnvironment()
    {
        var second = Environment.TickCount64 / 1000;
        if (_environment is { } known && known.Second == second)
            return known.Values;
        IReadOnlyList<string> values =
        [
            .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Where(v => SecretName().IsMatch((string)v.Key) && v.Value is string { Length: >= ShortestValue })
                .SelectMany(v => ((string)v.Value!).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(v => v.Length >= ShortestValue && !Path.Exists(v))
                .OrderByDescending(v => v.Length),
        ];
        _environment = new OfSecond(second, values);
        return values;
    }

    private sealed record OfSecond(long Second, IReadOnlyList<string> Values);

    private static string ScrubUrls(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            return text;
        var addresses = Parameter().Replace(SshPassword().Replace(UserInfo().Replace(text, "$1"), "$1@"), "$1***");
        // BitBake names the file after the whole address
        return Query().Matches(addresses).Select(m => m.Groups["query"].Value).Where(q => q.Length > 1)
            .OrderByDescending(q => q.Length)
            .Aggregate(Query().Replace(addresses, "$1"), (scrubbed, query) => scrubbed.Replace(query, "", StringComparison.Ordinal));
    }

    [GeneratedRegex("(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\b((?!ssh:|git\+ssh:|ssh\+git:)[a-z][a-z0-9+.-]*://)[^/\s'""]*@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"\b((?:git\+ssh|ssh\+git|ssh)://[^/:@\s'""]+):[^/\s'""]*@", RegexOptions.IgnoreCase)]
    private static partial Regex SshPassword();

    // also as BitBake names the file of such an address on a mirror
    [GeneratedRegex(@"\b(https?://[^\s'""?;]*?)(?<query>(?:\?|%3F)[^\s'"";]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Query();

    // Up to 2.18 the fetcher's environment, tokens included, stands before each command that it shows.
    [GeneratedRegex("""\bexport PSEUDO_DISABLED=1; (?:export \w+="(?:[^"]|"(?!; ))*"; )*""")]
    private static partial Regex FetchEnvironment();

    // How BitBake hands a URL's password to wget and svn
    [GeneratedRegex("""(--(?:http-|ftp-|proxy-)?password[= ])(?:'[^']*'|"[^"]*"|[^\s'"]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Option();

    // BitBake's own way to write them into a SRC_URI
    [GeneratedRegex(@"(://[^\s'""]*;pswd=)[^\s'"";]*", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}

using System.Text.RegularExpressions;

namespace Yocto.Sdk.Git;

/// <summary>
/// The login of a URL. On git's command line every user of the machine could read it, so git is given the URL without it, and
/// asks a helper that has it from the environment.
/// </summary>
internal static partial class GitLogin
{
    // an empty one takes away those of the user's settings, which would keep the login
    private static readonly string[] _helper =
    [
        "-c", "credential.helper=",
        "-c", "credential.helper=!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$YOCTO_SDK_GIT_USER\" \"$YOCTO_SDK_GIT_PASSWORD\"; }; f",
    ];

    /// <returns>The arguments, those that go before them, and git's variables; the last two empty where no URL has a login.</returns>
    public static (IReadOnlyList<string> Arguments, IReadOnlyList<string> Options, IReadOnlyList<(string Name, string Value)> Environment) Take(
        IReadOnlyList<string> arguments)
    {
        if (arguments.Select(a => Form().Match(a)).FirstOrDefault(m => m.Success) is not { } login)
            return (arguments, [], []);
        return (
            [.. arguments.Select(a => Form().Replace(a, "${scheme}${address}"))],
            _helper,
            [("YOCTO_SDK_GIT_USER", Text(login.Groups["user"])), ("YOCTO_SDK_GIT_PASSWORD", Text(login.Groups["password"]))]);
    }

    private static string Text(Group group) => Uri.UnescapeDataString(group.Value);

    // ssh wants the user's name in the URL, and has no password from there
    [GeneratedRegex("^(?<scheme>https?://)(?<user>[^/:@]*)(:(?<password>[^/]*))?@(?<address>[^/@].*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}

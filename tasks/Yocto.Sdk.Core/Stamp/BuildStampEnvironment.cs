using System.Collections;

namespace Yocto.Sdk.Stamp;

/// <summary>The variables of the environment that a build can depend on.</summary>
internal static class BuildStampEnvironment
{
    // addresses of the session, other ones in each terminal
    private static readonly HashSet<string> _session =
        new(["TERM", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "DBUS_SESSION_BUS_ADDRESS"], StringComparer.Ordinal);

    private static readonly HashSet<string> _names = new(["PATH", "HOME", "USER", "TZ"], StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Of(IDictionary variables)
    {
        var passed = $"{variables["BB_ENV_PASSTHROUGH_ADDITIONS"]}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return variables.Cast<DictionaryEntry>()
            .Select(v => (Name: (string)v.Key, Value: (string?)v.Value ?? ""))
            .Where(v => !_session.Contains(v.Name)
                && (_names.Contains(v.Name) || passed.Contains(v.Name)
                    || v.Name.StartsWith("BB_", StringComparison.Ordinal)
                    || v.Name.StartsWith("GIT_", StringComparison.Ordinal)
                    || v.Name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(v => v.Name, v => v.Value);
    }
}

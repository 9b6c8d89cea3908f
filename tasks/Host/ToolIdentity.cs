using System.Globalization;

namespace Yocto.Sdk.Host;

/// <summary>Tells whether a host's tools are those of the last build, without starting one of them.</summary>
public static class ToolIdentity
{
    /// <summary>
    /// A line for each command: the file behind it, its size, and when it was changed and put there (a package manager
    /// keeps the time of change that its package says).
    /// </summary>
    public static string Of(HostSystem host, IEnumerable<string> commands) =>
        string.Join('\n', commands.Append("python3").Distinct().Order(StringComparer.Ordinal).Select(command => Line(host, command)));

    private static string Line(HostSystem host, string command)
    {
        if (host.Find(command) is not { } found)
            return $"{command} -";
        FileInfo file = new(found);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return string.Create(CultureInfo.InvariantCulture,
            $"{command} {file.FullName} {(file.Exists ? file.Length : -1)} {file.LastWriteTimeUtc.Ticks} {file.CreationTimeUtc.Ticks}");
    }
}

using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>What sanity.bbclass asks of the process that starts bitbake and of the shell.</summary>
internal static class SurroundingsCheck
{
    public static IEnumerable<Diagnostic> Problems(HostSystem host)
    {
        if (host.PathFolders.FirstOrDefault(folder => !Path.IsPathRooted(folder)) is { } relative)
            yield return HostErrors.RelativePath.Create(relative.Length == 0 ? "an empty element" : $"the relative path '{relative}'");
        if (Umask(host) is { } umask && (umask & 0b111_101_101) != 0)
            yield return HostErrors.Umask.Create(Convert.ToString(umask, 8).PadLeft(4, '0'));

        if (host.Shell is { } shell
            && !shell.Contains("/dash", StringComparison.Ordinal) && !shell.Contains("/bash", StringComparison.Ordinal))
            yield return HostErrors.Shell.Create(host.NameOf("/bin/sh"), shell);
    }

    // proc(5): Linux shows it there, while umask(2) only returns it when it changes it
    private static int? Umask(HostSystem host)
    {
        var line = host.Lines("proc/self/status").FirstOrDefault(l => l.StartsWith("Umask:", StringComparison.Ordinal));
        return line is null ? null : Convert.ToInt32(line["Umask:".Length..].Trim(), 8);
    }
}

namespace Yocto.Sdk.Host;

/// <summary>The PATH on which bitbake finds the host's tools.</summary>
internal static class HostPath
{
    // mkfs, parted and sgdisk are there, but not on the PATH of an ordinary user of Debian.
    private static readonly string[] _systemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <param name="path">The variable of the environment; null where it is not set.</param>
    /// <returns>The same folders, then those for the system's own tools that are missing among them.</returns>
    public static string Of(string? path)
    {
        path ??= "/usr/local/bin:/usr/bin:/bin";
        return string.Join(':', _systemFolders.Except(path.Split(':').Select(f => f.TrimEnd('/'))).Prepend(path));
    }
}

using System.Globalization;
using System.IO.Enumeration;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BuildContainers;

/// <summary>A folder that is a container's root.</summary>
internal static class RootFileSystem
{
    // what no build reads
    private static readonly HashSet<string> _ignored = ["/dev", "/proc", "/run", "/sys", "/tmp", "/var/cache", "/var/log", "/var/tmp"];

    private static readonly EnumerationOptions _all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    public static bool Exists(string folder) =>
        // a link in it may lead to a place that only it has
        FileStatus.Of(Path.Combine(folder, "bin/sh"), follow: false) is not null;

    /// <summary>Changes when a file is written, added or removed.</summary>
    public static string IdentityOf(string folder)
    {
        List<string> lines = [];
        for (Queue<string> folders = new([""]); folders.TryDequeue(out var inner);)
        {
            foreach (var name in new FileSystemEnumerable<string>(folder + inner, (ref entry) => entry.FileName.ToString(), _all))
            {
                var path = $"{inner}/{name}";
                if (_ignored.Contains(path) || FileStatus.Of(folder + path, follow: false) is not { } status)
                    continue;
                if (status.IsFolder)
                    folders.Enqueue(path);
                else
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{path} {status.Mode:x} {status.Fingerprint}\n"));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return Sha256.Of(string.Concat(lines));
    }
}

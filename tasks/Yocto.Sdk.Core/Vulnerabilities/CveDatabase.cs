using Yocto.Sdk.Files;

namespace Yocto.Sdk.Vulnerabilities;

/// <summary>The copy of the National Vulnerability Database that <c>cve-update-…-native</c> keeps in <c>DL_DIR</c>.</summary>
internal static class CveDatabase
{
    /// <summary>The class asks for a newer one each day: one that is older is one that could not be asked for.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    /// <summary>When the newest was last written; null where there is none. From walnascar on its folder is <c>CVE_CHECK2</c>.</summary>
    public static DateTime? Updated(string downloads) =>
        Directory.Exists(downloads)
            ? Directory.EnumerateDirectories(downloads, "CVE_CHECK*")
                .SelectMany(f => Directory.EnumerateFiles(f, "*.db"))
                .Select(f => FileStatus.Of(f) is null ? (DateTime?)null : File.GetLastWriteTimeUtc(f))
                .Max()
            : null;
}

using System.Globalization;

namespace Yocto.Sdk.Files;

/// <summary>
/// By what a file is known again without reading it: size, time of modification, inode. The inode's change time is not
/// among them, for a hard link in <c>bin/</c> changes that of the deployed file.
/// </summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
internal sealed record FileIdentity(long Size, long Modified, ulong Inode)
{
    /// <summary>Null when there is no such file, or a folder in its place.</summary>
    public static FileIdentity? Of(string path) =>
        FileStatus.Of(path) is { IsFile: true } status
            ? new FileIdentity(status.Size, status.Modified, status.Inode)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size} {Modified} {Inode}");
}

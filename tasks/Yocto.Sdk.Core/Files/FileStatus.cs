using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Yocto.Sdk.Files;

/// <summary>The file system's record of a path, from <c>statx(2)</c>, whose layout is the same on every architecture.</summary>
/// <param name="Mode">Type and permissions, as <c>st_mode</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
/// <param name="Changed">The inode's own change, nanoseconds since 1970: no program can set it back.</param>
/// <param name="Inode">Unique within <paramref name="Device"/>.</param>
/// <param name="Owner">The number of a user.</param>
internal readonly record struct FileStatus(int Mode, long Size, long Modified, long Changed, ulong Inode, ulong Device, uint Owner)
{
    private const int AtSymlinkNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xf000;

    public bool IsFolder => (Mode & TypeMask) == 0x4000;

    public bool IsFile => (Mode & TypeMask) == 0x8000;

    public bool IsSymlink => (Mode & TypeMask) == 0xa000;

    /// <summary>Changes when the path leads to another file, or when the file is written to.</summary>
    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Size} {Modified} {Changed} {Inode}");

    /// <summary>Null when nothing is there, or nothing that can be read.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="follow">Whether a symbolic link stands for its target.</param>
    public static FileStatus? Of(string path, bool follow = true)
    {
        if (!OperatingSystem.IsLinux())
            return Portable(path);

        return Libc.Statx(Libc.CurrentFolder, path, follow ? 0 : AtSymlinkNoFollow, BasicStats, out var s) != 0 ? null : Of(s);
    }

    /// <summary>On Linux, of a path in bytes. Null when nothing is there.</summary>
    /// <param name="folder">The descriptor of the open folder that the path is relative to.</param>
    /// <param name="path">A byte 0 follows it.</param>
    /// <param name="follow">Whether a symbolic link stands for its target.</param>
    public static FileStatus? In(int folder, ReadOnlySpan<byte> path, bool follow) =>
        Libc.Statx(folder, in MemoryMarshal.GetReference(path), follow ? 0 : AtSymlinkNoFollow, BasicStats, out var s) != 0 ? null : Of(s);

    /// <summary>The number of an open device, <c>major:minor</c> as in sysfs; null when it can't be asked.</summary>
    public static string? NumberOf(SafeFileHandle device) =>
        Libc.Statx(device, "", AtEmptyPath, BasicStats, out var s) != 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{s.NumberMajor}:{s.NumberMinor}");

    private static FileStatus Of(in Libc.StatxBuffer s) =>
        new(s.Mode, (long)s.Size, s.Modified.Nanoseconds, s.Changed.Nanoseconds, s.Inode, ((ulong)s.DeviceMajor << 32) | s.DeviceMinor, s.Owner);

    private static FileStatus? Portable(string path)
    {
        const int folder = 0x4000, file = 0x8000;
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (!info.Exists)
            return null;
        var modified = (info.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        return new FileStatus(info is FileInfo ? file : folder, (info as FileInfo)?.Length ?? 0, modified, modified, 0, 0, 0);
    }
}

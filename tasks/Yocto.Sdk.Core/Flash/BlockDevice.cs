using System.Globalization;

namespace Yocto.Sdk.Flash;

/// <summary>A removable medium of this machine, from <c>/sys/block</c>.</summary>
/// <param name="Path">For example <c>/dev/sdb</c>.</param>
/// <param name="Model">For a person.</param>
/// <param name="Size">Bytes; 0 when no medium is in it.</param>
/// <param name="Mounts">Its mounted file systems: device and mount point.</param>
public sealed record BlockDevice(string Path, string Model, long Size, IReadOnlyList<(string Device, string MountPoint)> Mounts)
{
    // sysfs counts in these, whatever the medium's own sectors are
    private const int SysfsSector = 512;

    // a card reader that is part of the machine calls its media by type and name
    private static readonly string[] _names = ["device/vendor", "device/model", "device/type", "device/name"];

    /// <summary>All that can be taken out: USB sticks, card readers. Never a disk of the machine's own.</summary>
    /// <param name="root">Of the file system: <c>/</c> but in tests.</param>
    public static IReadOnlyList<BlockDevice> Removable(string root)
    {
        var folder = System.IO.Path.Combine(root, "sys/block");
        if (!Directory.Exists(folder))
            return [];
        var mounts = Mounted(System.IO.Path.Combine(root, "proc/self/mounts"));
        return [.. Directory.EnumerateDirectories(folder)
            .Where(IsRemovable)
            .Order(StringComparer.Ordinal)
            .Select(d => Of(d, mounts))];
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Path} ({Model}, {Size / 1e9:0.0} GB)");

    private static BlockDevice Of(string folder, IReadOnlyList<(string Device, string MountPoint)> mounts)
    {
        var path = $"/dev/{System.IO.Path.GetFileName(folder)}";
        var model = string.Join(' ', _names
            .Select(f => Text(folder, f)).Where(t => t.Length > 0));
        return new BlockDevice(path, model.Length > 0 ? model : "no name",
            long.TryParse(Text(folder, "size"), CultureInfo.InvariantCulture, out var sectors) ? sectors * SysfsSector : 0,
            [.. mounts.Where(m => m.Device == path || IsPartition(m.Device, path))]);
    }

    // An SD card in the machine's own reader is not marked as removable, but its type shows it. eMMC has type MMC.
    private static bool IsRemovable(string folder) =>
        Text(folder, "removable") == "1" && !System.IO.Path.GetFileName(folder).StartsWith("sr", StringComparison.Ordinal)
        || Text(folder, "device/type") == "SD";

    private static bool IsPartition(string device, string disk) =>
        device.StartsWith(disk, StringComparison.Ordinal) && device[disk.Length..].TrimStart('p') is { Length: > 0 } number && number.All(char.IsAsciiDigit);

    private static string Text(string folder, string file)
    {
        var path = System.IO.Path.Combine(folder, file);
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    // proc(5): blanks in names are written as octal escapes
    private static IReadOnlyList<(string Device, string MountPoint)> Mounted(string file) =>
        !File.Exists(file) ? [] : [.. File.ReadLines(file).Select(l => l.Split(' ')).Where(w => w.Length > 1)
            .Select(w => (w[0], w[1].Replace("\\040", " ", StringComparison.Ordinal)))];
}

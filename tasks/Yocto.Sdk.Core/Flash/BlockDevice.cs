using System.Globalization;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Flash;

/// <summary>A removable medium of this machine, from <c>/sys/block</c>.</summary>
/// <param name="Path">For example <c>/dev/sdb</c>.</param>
/// <param name="Model">For a person.</param>
/// <param name="Size">Bytes; 0 when no medium is in it.</param>
/// <param name="Uses">What holds it or a partition of it, for a person: <c>/dev/sdb1 is mounted at /media/stick</c>.</param>
internal sealed partial record BlockDevice(string Path, string Model, long Size, IReadOnlyList<string> Uses)
{
    // the kernel counts media in diskseq; the others are the maker's
    private static readonly string[] _identities = ["diskseq", "wwid", "device/wwid", "device/serial", "device/cid", "serial"];

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
        var mounts = Mounted(System.IO.Path.Combine(root, "proc/self/mountinfo"));
        var swaps = SwapsIn(System.IO.Path.Combine(root, "proc/swaps"));
        return [.. Directory.EnumerateDirectories(folder)
            .Where(IsRemovable)
            .Order(StringComparer.Ordinal)
            .Select(d => Of(d, mounts, swaps))];
    }

    /// <summary>Its folder in sysfs; absolute.</summary>
    private string Folder { get; init; } = "";

    /// <summary>What tells it from other media of its name.</summary>
    private string Identity { get; init; } = "";

    /// <summary><c>major:minor</c>.</summary>
    public string Number { get; private init; } = "";

    /// <summary>A disk, whether it can be taken out or not.</summary>
    /// <param name="root">Of the file system: <c>/</c> but in tests.</param>
    /// <param name="name">For example <c>sdb</c>.</param>
    internal static BlockDevice Of(string root, string name) => Of(
        System.IO.Path.Combine(root, "sys/block", name), Mounted(System.IO.Path.Combine(root, "proc/self/mountinfo")), SwapsIn(System.IO.Path.Combine(root, "proc/swaps")));

    /// <summary>Whether sysfs has the same medium under its name now.</summary>
    public bool IsStillThere() =>
        (Number, Identity, Size, Model) == (Text(Folder, "dev"), IdentityOf(Folder), SizeOf(Folder), ModelOf(Folder));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Path} ({Model}, {Size / 1e9:0.0} GB)");

    private static BlockDevice Of(string folder, ILookup<string, string> mounts, IReadOnlySet<string> swaps)
    {
        return new BlockDevice($"/dev/{System.IO.Path.GetFileName(folder)}", ModelOf(folder), SizeOf(folder),
            [.. Directory.EnumerateDirectories(folder)
                .Where(d => File.Exists(System.IO.Path.Combine(d, "partition")))
                .Order(StringComparer.Ordinal)
                .Prepend(folder)
                .SelectMany(d => UsesOf(d, mounts, swaps))])
        {
            Folder = folder,
            Identity = IdentityOf(folder),
            Number = Text(folder, "dev"),
        };
    }

    private static string IdentityOf(string folder) => string.Join('\n', _identities.Select(f => Text(folder, f)));

    private static string ModelOf(string folder) =>
        string.Join(' ', _names.Select(f => Text(folder, f)).Where(t => t.Length > 0)) is { Length: > 0 } model ? model : "no name";

    private static long SizeOf(string folder) =>
        long.TryParse(Text(folder, "size"), CultureInfo.InvariantCulture, out var sectors) ? sectors * SysfsSector : 0;

    /// <param name="folder">Of a disk or of a partition in sysfs.</param>
    private static IEnumerable<string> UsesOf(string folder, ILookup<string, string> mounts, IReadOnlySet<string> swaps)
    {
        var device = $"/dev/{System.IO.Path.GetFileName(folder)}";
        // by its number: the mount's own word for it may be /dev/root, or a link
        foreach (var mountPoint in mounts[Text(folder, "dev")])
            yield return $"{device} is mounted at {mountPoint}";
        if (swaps.Contains(device))
            yield return $"{device} is swap space";
        // LUKS, LVM, RAID
        var holders = System.IO.Path.Combine(folder, "holders");
        foreach (var holder in Directory.Exists(holders) ? Directory.EnumerateFileSystemEntries(holders).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            yield return $"{device} is a part of /dev/{System.IO.Path.GetFileName(holder)}";
    }

    // An SD card in the machine's own reader is not marked as removable, but its type shows it. eMMC has type MMC.
    private static bool IsRemovable(string folder) =>
        Text(folder, "removable") == "1" && !System.IO.Path.GetFileName(folder).StartsWith("sr", StringComparison.Ordinal)
        || Text(folder, "device/type") == "SD";

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

    /// <summary>Mount points by the device's <c>major:minor</c>, proc_pid_mountinfo(5).</summary>
    private static ILookup<string, string> Mounted(string file) =>
        (File.Exists(file) ? File.ReadLines(file) : [])
            .Select(l => l.Split(' ')).Where(w => w.Length > 4)
            .ToLookup(w => w[2], w => Unescape(w[4]), StringComparer.Ordinal);

    private static HashSet<string> SwapsIn(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Skip(1).Select(l => Unescape(l.Split(' ', '\t')[0]))] : [];

    // the kernel writes blanks, tabs, line breaks and backslashes of names as octal escapes
    private static string Unescape(string name) =>
        OctalEscape().Replace(name, m => ((char)Convert.ToInt32(m.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex OctalEscape();
}

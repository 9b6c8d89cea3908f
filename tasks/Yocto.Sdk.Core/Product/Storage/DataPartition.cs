using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Language;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Storage;

/// <summary><c>YoctoDataPartition</c>: the partition and file system for what the device keeps when its system is updated.</summary>
/// <param name="MountPoint">Absolute on the device: <c>/data</c>.</param>
/// <param name="Size">In the image, in MiB; the device grows it to its medium.</param>
/// <param name="Label">Of the file system, by which the device finds it.</param>
/// <param name="FileSystem"><c>ext4</c> or <c>btrfs</c>.</param>
public sealed partial record DataPartition(string MountPoint, int Size, string Label, string FileSystem)
{
    private const int MinimumSize = 64;
    private const int DefaultSize = 128;
    private const int SizeStep = 64;
    private const string DefaultLabel = "data";

    // The share of ext4 without its journal (in MiB): the rest is for the inodes, 256 bytes each, and reserved for root.
    private const double Usable = 0.97;
    private const int Journal = 16;

    // What mkfs takes beyond wic's own choices. A small ext4 has blocks and a journal that would be too small once it has grown.
    private static readonly Dictionary<string, string> _options = new()
    {
        ["ext4"] = string.Create(CultureInfo.InvariantCulture, $"-F -b {UnpackedSize.BlockSize} -i {UnpackedSize.BytesPerFile} -J size={Journal} -m 1"),
        ["btrfs"] = "",
    };

    private static readonly Dictionary<string, string[]> _packages = new()
    {
        ["ext4"] = ["e2fsprogs-e2fsck", "e2fsprogs-resize2fs"],
        ["btrfs"] = ["btrfs-tools"],
    };

    private static readonly string[] _ofTheSystem =
        ["bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "run", "sbin", "sys", "tmp", "usr", "var"];

    /// <summary>Null when the project has none, or none that can be.</summary>
    /// <param name="containers">What the preloaded containers take on it, in bytes.</param>
    public static DataPartition? Of(
        Setting? mountPoint, Setting? size, Setting? label, Setting? fileSystem, long containers,
        ICollection<Diagnostic> problems)
    {
        if (mountPoint is null)
        {
            foreach (var (name, setting) in ((string, Setting?)[])[("YoctoDataPartitionSize", size), ("YoctoDataPartitionLabel", label), ("YoctoDataPartitionFileSystem", fileSystem)])
            {
                if (setting is not null)
                    problems.Add(StorageErrors.NoDataPartition.At(setting.Origin, name));
            }

            return null;
        }

        var before = problems.Count;
        if (Refusal(mountPoint.Text) is { } refusal)
            problems.Add(StorageErrors.BadMountPoint.At(mountPoint.Origin, mountPoint.Text, refusal));
        var mebibytes = size is null ? SizeFor(containers) : PartitionSize.MebibytesOf(size.Text);
        if (mebibytes < MinimumSize)
            problems.Add(StorageErrors.BadSize.At(size!.Origin, size.Text, MinimumSize, $"{DefaultSize}M"));
        else if (size is not null && (mebibytes * Usable) - Journal < MebibytesOf(containers))
            problems.Add(StorageErrors.TooSmall.At(size.Origin, size.Text, MebibytesOf(containers), $"{SizeFor(containers)}M"));
        if (label is not null && !FileSystemLabel().IsMatch(label.Text))
            problems.Add(StorageErrors.BadLabel.At(label.Origin, label.Text));
        if (fileSystem is not null && !_options.ContainsKey(fileSystem.Text))
            problems.Add(StorageErrors.BadFileSystem.At(fileSystem.Origin, fileSystem.Text, string.Join(" or ", _options.Keys)));
        return problems.Count > before ? null
            : new DataPartition(mountPoint.Text, mebibytes, label?.Text ?? DefaultLabel, fileSystem?.Text ?? "ext4");
    }

    public ProductPart PartOf(string imageRecipe, ProductSources sources) => new("YoctoDataPartition",
        ["data-partition", "util-linux-sfdisk", "util-linux-partx", "util-linux-blkid", .. _packages[FileSystem]],
        [],
        [
            .. Template.Fill(sources.FilesOf("data-partition"),
                ("MOUNT_POINT", MountPoint), ("LABEL", Label), ("FILE_SYSTEM", FileSystem),
                ("IMAGE", imageRecipe), ("WKS_FOLDER", sources.Facts.WksFolder), ("DEVICE_UNIT", SystemdName.Of($"/dev/disk/by-label/{Label}")), ("MOUNT_UNIT", SystemdName.Of(MountPoint))),
        ])
    {
        Image =
        [
            // next to the machine's own types; the layout is the machine's, where it has one
            $"{sources.Syntax.Name("IMAGE_FSTYPES", "append")} = \" wic wic.bmap\"",
            "inherit data-partition",
            $"DATA_PARTITION_WKS = {ConfValue.Quote(Partition)}",
            $"DATA_PARTITION_FSTAB = {ConfValue.Quote(FstabEntry)}",
        ],
    };

    // For data there is as much as without containers.
    private static int SizeFor(long containers) =>
        DefaultSize + (SizeStep * (int)Math.Ceiling(MebibytesOf(containers) / Usable / SizeStep));

    private static int MebibytesOf(long bytes) => (int)((bytes + (1 << 20) - 1) >> 20);

    // Without a mount point, wic writes no fstab entry for the partition: the entry is ours.
    private string Partition =>
        $"part --fstype={FileSystem} --label {Label} --size {Size}M --extra-space 0 --overhead-factor 1 --align 4096"
        + (_options[FileSystem] is { Length: > 0 } options ? $" --mkfs-extraopts \"{options}\"" : "");

    // A device whose data is lost still boots and can be reached.
    private string FstabEntry =>
        $"LABEL={Label} {MountPoint} {FileSystem} noatime,nofail 0 {(FileSystem == "ext4" ? 2 : 0)}";

    private static string? Refusal(string path) =>
        !MountPointPath().IsMatch(path) ? "it is not an absolute path of letters, digits, '-', '_' and '.'"
        : path.Split('/') is var folders && folders.Any(f => f is "." or "..") ? "it contains '.' or '..'"
        : folders.Length == 2 && _ofTheSystem.Contains(folders[1]) ? "the system uses that folder"
        : null;

    [GeneratedRegex(@"^(/[A-Za-z0-9._-]+)+$")]
    private static partial Regex MountPointPath();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,16}$")]
    private static partial Regex FileSystemLabel();
}

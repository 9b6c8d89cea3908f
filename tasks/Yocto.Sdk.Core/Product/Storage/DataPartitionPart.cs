using System.Globalization;
using Yocto.Sdk.Language;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Storage;

/// <summary>What a data partition adds to the product.</summary>
internal static class DataPartitionPart
{
    // What mkfs takes beyond wic's own choices. A small ext4 has blocks and a journal that would be too small once it has grown.
    private static readonly Dictionary<string, string> _options = new()
    {
        ["ext4"] = string.Create(CultureInfo.InvariantCulture,
            $"-F -b {UnpackedSize.BlockSize} -i {UnpackedSize.BytesPerFile} -J size={DataPartition.Journal} -m 1"),
        ["btrfs"] = "",
    };

    // What is on it gives nobody root's rights. A container's root is a mount of its own, to which this does not extend.
    private const string MountOptions = "noatime,nosuid,nodev";

    private static readonly Dictionary<string, string[]> _packages = new()
    {
        ["ext4"] = ["e2fsprogs-e2fsck", "e2fsprogs-resize2fs"],
        ["btrfs"] = ["btrfs-tools"],
    };

    /// <param name="size">In the image, in MiB.</param>
    public static ProductPart Of(DataPartition data, int size, string imageRecipe, ProductSources sources) => new("YoctoDataPartition",
        ["data-partition", "util-linux-sfdisk", "util-linux-partx", "util-linux-blkid", .. _packages[data.FileSystem]],
        [],
        [
            .. Template.Fill(sources.FilesOf("data-partition"),
                ("MOUNT_POINT", data.MountPoint), ("LABEL", data.Label), ("FILE_SYSTEM", data.FileSystem), ("OPTIONS", MountOptions),
                ("IMAGE", imageRecipe), ("WKS_FOLDER", sources.Facts.WksFolder), ("MOUNT_UNIT", SystemdName.Of(data.MountPoint))),
        ])
    {
        Image =
        [
            // next to the machine's own types; the layout is the machine's, where it has one
            $"{sources.Syntax.Name("IMAGE_FSTYPES", "append")} = \" wic wic.bmap\"",
            "inherit data-partition",
            $"DATA_PARTITION_WKS = {ConfValue.Quote(Partition(data, size))}",
            $"DATA_PARTITION_FSTAB = {ConfValue.Quote(FstabEntry(data))}",
        ],
    };

    // Without a mount point, wic writes no fstab entry for the partition: the entry is ours.
    private static string Partition(DataPartition data, int size) =>
        $"part --fstype={data.FileSystem} --label {data.Label} --size {size}M --extra-space 0 --overhead-factor 1 --align 4096"
        + (_options[data.FileSystem] is { Length: > 0 } options ? $" --mkfs-extraopts \"{options}\"" : "");

    // By a name that the rules of the recipe data-partition give to the system's own disk alone; its script checks the file
    // system. A device whose data is lost still boots and can be reached.
    private static string FstabEntry(DataPartition data) =>
        $"/dev/system-disk/by-label/{data.Label} {data.MountPoint} {data.FileSystem} {MountOptions},nofail 0 0";
}

using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Storage;

/// <summary><c>YoctoDataPartition</c>: the partition and file system for what the device keeps when its system is updated.</summary>
/// <param name="MountPoint">Absolute on the device: <c>/data</c>.</param>
/// <param name="Size">In the image, as the project writes it; null takes what the containers need. The device grows it to its medium.</param>
/// <param name="Label">Of the file system, by which the device finds it on the disk that it runs from.</param>
/// <param name="FileSystem">One of <see cref="FileSystems"/>.</param>
/// <param name="HoldsContainers">Whether the preloaded containers are unpacked on it.</param>
internal sealed record DataPartition(string MountPoint, Setting? Size, string Label, string FileSystem, bool HoldsContainers)
{
    public const int MinimumSize = 64;
    public const int DefaultSize = 128;

    /// <summary>Of ext4, in MiB.</summary>
    public const int Journal = 16;

    private const int SizeStep = 64;

    // The share of ext4 without its journal: the rest is for the inodes, 256 bytes each, and reserved for root.
    private const double Usable = 0.97;

    public static readonly IReadOnlyList<string> FileSystems = ["ext4", "btrfs"];

    /// <summary>In MiB.</summary>
    /// <param name="containers">What the preloaded containers take on it, in bytes.</param>
    public int SizeWith(long containers) => Size is null ? SizeFor(containers) : PartitionSize.MebibytesOf(Size.Text);

    /// <summary>Whether the project's size leaves the preloaded containers no room.</summary>
    public IEnumerable<Diagnostic> ProblemsWith(long containers)
    {
        if (Size is not null && (SizeWith(containers) * Usable) - Journal < MebibytesOf(containers))
            yield return StorageErrors.TooSmall.At(Size.Origin, Size.Text, MebibytesOf(containers), $"{SizeFor(containers)}M");
    }

    // For data there is as much as without containers.
    private static int SizeFor(long containers) =>
        DefaultSize + (SizeStep * (int)Math.Ceiling(MebibytesOf(containers) / Usable / SizeStep));

    private static int MebibytesOf(long bytes) => (int)((bytes + (1 << 20) - 1) >> 20);
}

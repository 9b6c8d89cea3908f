using System.Formats.Tar;

namespace Yocto.Sdk.Oci;

/// <summary>What an image takes on a data partition once its layers are unpacked.</summary>
internal static class UnpackedSize
{
    /// <summary>Of the ext4 that the images are unpacked on, in bytes.</summary>
    public const int BlockSize = 4096;

    /// <summary>That ext4 has a file for every so many bytes.</summary>
    public const int BytesPerFile = 16384;

    /// <summary>In bytes. A packed file can claim to hold any number of them.</summary>
    public const long Largest = 64L << 30;

    /// <summary>In bytes; as if no layer replaced a file of another.</summary>
    /// <exception cref="ImageUnusableException">A layer is no tar file, packed in a way that no engine here reads, or too large.</exception>
    public static async Task<long> OfAsync(ContainerImage image, CancellationToken cancellation)
    {
        long bytes = 0;
        long files = 0;
        foreach (var layer in image.Layers.DistinctBy(l => l.Digest))
        {
            try
            {
                await using var tar = await PackedTar.OpenAsync(image.FileOf(layer), cancellation);
                while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
                {
                    files++;
                    Bound(entry.Length);
                    bytes += entry.EntryType is TarEntryType.HardLink ? 0
                        : Math.Max(1, (entry.Length + BlockSize - 1) / BlockSize) * BlockSize;
                    Bound(Math.Max(bytes, files * BytesPerFile));
                }
            }
            catch (Exception e) when (PackedTar.IsDamage(e))
            {
                throw new ImageUnusableException($"its layer {layer.Digest} is not a tar file, or it is damaged", e);
            }
        }

        return Math.Max(bytes, files * BytesPerFile);
    }

    /// <exception cref="ImageUnusableException">It is more than an image can have.</exception>
    public static void Bound(long bytes)
    {
        if (bytes > Largest)
            throw new ImageUnusableException($"it has more than {Largest >> 30} GiB");
    }
}

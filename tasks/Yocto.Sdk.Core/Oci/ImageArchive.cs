using System.Formats.Tar;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>An image in a tar file, of <c>podman save</c>, <c>docker save</c>, <c>skopeo</c>, <c>buildx</c> or the .NET SDK; packed or not.</summary>
internal static class ImageArchive
{
    // an image has a few for each layer
    private const int MostFiles = 100_000;

    /// <summary>Unpacks it, so that it can be read as a folder.</summary>
    /// <exception cref="ImageUnusableException">It is no tar file, or has more than an image can have.</exception>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        try
        {
            await using var tar = await PackedTar.OpenAsync(archive, cancellation);
            long bytes = 0;
            for (var files = 0; await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry; files++)
            {
                if (files == MostFiles)
                    throw new ImageUnusableException($"it has more than {MostFiles} files");
                UnpackedSize.Bound(entry.Length);
                UnpackedSize.Bound(bytes += entry.Length);
                await UnpackAsync(entry, folder, cancellation);
            }
        }
        catch (Exception e) when (PackedTar.IsDamage(e))
        {
            throw new ImageUnusableException("it is not a tar file, or it is damaged", e);
        }
    }

    private static async Task UnpackAsync(TarEntry entry, string folder, CancellationToken cancellation)
    {
        var path = PathOf(entry.Name);
        if (entry.EntryType is TarEntryType.Directory || path.Length == 0 || path.Split('/').Contains("..") || path.Contains('\0'))
            return;
        var target = Path.Combine(folder, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Delete(target);
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                await using var file = File.Create(target);
                if (entry.DataStream is { } content)
                    await content.CopyToAsync(file, cancellation);
            }
            else if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink && !entry.LinkName.Contains('\0'))
            {
                Link(folder, target, entry);
            }
        }
        // a file in a file, a folder in the place of a file, a name that is too long
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !PackedTar.IsDamage(e) && !FileErrors.IsDiskFull(e))
        {
            throw new ImageUnusableException($"its file {entry.Name} can't be unpacked: {e.Message.TrimEnd('.')}", e);
        }
    }

    // docker save before 25 wrote a layer once and linked to it: "../<id>/layer.tar"
    private static void Link(string folder, string target, TarEntry entry)
    {
        var from = entry.EntryType is TarEntryType.HardLink ? folder : Path.GetDirectoryName(target)!;
        var source = Path.GetFullPath(Path.Combine(from, entry.LinkName));
        if (FolderPath.Contains(folder, source))
            File.CreateSymbolicLink(target, source);
    }

    private static string PathOf(string name) =>
        string.Join('/', name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
}

using System.Formats.Tar;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>An image in a tar file, of <c>podman save</c>, <c>docker save</c>, <c>skopeo</c>, <c>buildx</c> or the .NET SDK; packed or not.</summary>
internal static class ImageArchive
{
    /// <summary>Unpacks it, so that it can be read as a folder.</summary>
    /// <exception cref="Exception"><see cref="PackedFile.IsDamage"/>: it is no tar file.</exception>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        await using var stream = await PackedFile.OpenAsync(archive, cancellation);
        await using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            var path = PathOf(entry.Name);
            var target = Path.Combine(folder, path);
            if (entry.EntryType is TarEntryType.Directory || path.Length == 0 || path.Split('/').Contains(".."))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                await entry.ExtractToFileAsync(target, overwrite: true, cancellation);
            else if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                Link(folder, target, entry);
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

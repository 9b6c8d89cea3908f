using System.Formats.Tar;
using System.IO.Compression;
using ZstdSharp;

namespace Yocto.Sdk.Oci;

/// <summary>A tar file that is compressed by gzip, by zstd or not at all: its first bytes show it, names and media types not always.</summary>
internal static class PackedTar
{
    public static async Task<TarReader> OpenAsync(string path, CancellationToken cancellation)
    {
        var file = File.OpenRead(path);
        try
        {
            var magic = new byte[4];
            await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation);
            file.Position = 0;
            return new TarReader(new TarBounds(magic switch
            {
                [0x1f, 0x8b, ..] => new GZipStream(file, CompressionMode.Decompress),
                [0x28, 0xb5, 0x2f, 0xfd] => new DecompressionStream(file, leaveOpen: false),
                _ => file,
            }));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether reading a packed tar file failed for what is in it: a number or a time that .NET does not have, too.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or FormatException or EndOfStreamException or ZstdException or OverflowException or ArgumentException;
}

using System.IO.Compression;
using ZstdSharp;

namespace Yocto.Sdk.Oci;

/// <summary>A file that is compressed by gzip, by zstd or not at all: its first bytes show it, names and media types not always.</summary>
internal static class PackedFile
{
    /// <summary>What it holds.</summary>
    public static async Task<Stream> OpenAsync(string path, CancellationToken cancellation)
    {
        var file = File.OpenRead(path);
        var magic = new byte[4];
        await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return magic switch
        {
            [0x1f, 0x8b, ..] => new GZipStream(file, CompressionMode.Decompress),
            [0x28, 0xb5, 0x2f, 0xfd] => new DecompressionStream(file, leaveOpen: false),
            _ => file,
        };
    }

    /// <summary>Whether reading a packed tar file failed for what is in it.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or FormatException or EndOfStreamException or ZstdException;
}

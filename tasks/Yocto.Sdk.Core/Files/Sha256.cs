using System.Security.Cryptography;
using System.Text;

namespace Yocto.Sdk.Files;

/// <summary>SHA-256 digests, as 64 hexadecimal digits in lower case.</summary>
internal static class Sha256
{
    private const int BlockSize = 4 << 20;

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string OfFile(string file) => Of(File.ReadAllBytes(file));

    /// <summary>Of what follows the stream's position.</summary>
    public static async Task<string> OfAsync(Stream stream, CancellationToken cancellation) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));

    /// <summary>Reads a large file a few megabytes at a time, so that a cancelled build does not wait for the end of it.</summary>
    public static async Task<string> OfFileAsync(string file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0, FileOptions.SequentialScan);
        var block = new byte[(int)Math.Clamp(stream.Length, 1, BlockSize)];
        for (int read; (read = await stream.ReadAsync(block, cancellation)) > 0;)
            hash.AppendData(block, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Security.Cryptography;

namespace Yocto.Sdk.Files;

/// <summary>Reads a file for its SHA-256, a few megabytes at a time, so that a cancelled build need not wait.</summary>
public static class FileDigest
{
    private const int BlockSize = 4 << 20;

    /// <summary>64 hexadecimal digits.</summary>
    public static async Task<string> Sha256Async(string file, CancellationToken cancellation)
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

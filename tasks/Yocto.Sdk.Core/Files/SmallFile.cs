namespace Yocto.Sdk.Files;

/// <summary>Files that others write and that are read into memory as a whole: of a bounded size, and neither a device nor a pipe.</summary>
internal static class SmallFile
{
    /// <summary>In bytes: what the container engines accept of a manifest, and far more than people write.</summary>
    public const int Largest = 4 << 20;

    /// <exception cref="IOException">It is larger, or no file.</exception>
    public static byte[] ReadBytes(string file)
    {
        if (FileStatus.Of(file) is { IsFile: false })
            throw new IOException($"{file} is not a file.");
        using var stream = File.OpenRead(file);
        if (stream.Length > Largest)
            throw new IOException($"{file} is larger than {Largest >> 20} MiB.");
        var content = new byte[stream.Length];
        return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    /// <summary>In UTF-8, or in what its byte order mark says.</summary>
    /// <exception cref="IOException">It is larger, or no file.</exception>
    public static string ReadText(string file)
    {
        using var reader = new StreamReader(new MemoryStream(ReadBytes(file)));
        return reader.ReadToEnd();
    }
}

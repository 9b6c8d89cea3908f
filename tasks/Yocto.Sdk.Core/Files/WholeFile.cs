using System.Text;

namespace Yocto.Sdk.Files;

/// <summary>Writes a file in one step: a reader finds the old content or the new one, whatever interrupts.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string file, string content)
    {
        using var sibling = new Sibling(file);
        sibling.Stream.Write(_utf8.GetBytes(content));
        sibling.Rename(overwrite: true);
    }

    public static async Task WriteAsync(string file, Func<Stream, Task> write)
    {
        using var sibling = new Sibling(file);
        await write(sibling.Stream);
        sibling.Rename(overwrite: true);
    }

    /// <summary>Leaves the file and its time alone when it has that content.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool WriteIfChanged(string file, string content)
    {
        if (File.Exists(file) && File.ReadAllText(file) == content)
            return false;
        Write(file, content);
        return true;
    }

    /// <summary>Writes a file that only its owner can read. If another process makes it first, that one stays.</summary>
    public static void CreatePrivate(string file, string content)
    {
        using var sibling = new Sibling(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        sibling.Stream.Write(_utf8.GetBytes(content));
        try
        {
            sibling.Rename(overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
        }
    }

    private sealed class Sibling : IDisposable
    {
        private readonly string _file;
        private readonly string _path;

        public Sibling(string file, UnixFileMode? mode = null)
        {
            (_file, _path) = (file, $"{file}.{Guid.NewGuid():N}.tmp");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
            if (mode is not null && !OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            Stream = new FileStream(_path, options);
        }

        public FileStream Stream { get; }

        public void Rename(bool overwrite)
        {
            // a rename that survives a power cut must not be of an empty file
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_path, _file, overwrite);
        }

        public void Dispose()
        {
            Stream.Dispose();
            File.Delete(_path);
        }
    }
}
